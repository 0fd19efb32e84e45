package phone;

import android.app.Notification;
import android.content.Intent;
import android.net.Uri;
import android.os.Binder;
import android.os.Bundle;
import android.os.RemoteException;
import android.support.customtabs.ICustomTabsCallback;
import android.support.customtabs.ICustomTabsService;
import android.support.customtabs.trusted.ITrustedWebActivityService;
import rontal.app.Delegation;

/** A browser that speaks to the app by code that Android's interface compiler has made. */
public class Interfaces {
    private static final String KEY = "android.support.customtabs.trusted.";

    private static final class Service extends ICustomTabsService.Stub {
        private ICustomTabsCallback callback;

        public boolean warmup(long flags) {
            Phone.log("warmup " + flags);
            return true;
        }

        public boolean newSessionWithExtras(ICustomTabsCallback callback, Bundle extras) {
            this.callback = callback;
            Phone.browsers.get(0).opened = callback.asBinder();
            Phone.log("session " + extras.values);
            return true;
        }

        public boolean validateRelationship(
                ICustomTabsCallback callback, int relation, Uri origin, Bundle extras) {
            boolean same = callback.asBinder() == this.callback.asBinder();
            Phone.log("validate " + relation + " " + origin + " " + extras.values + " " + same);
            return true;
        }
    }

    private static Service opened() {
        Service service = new Service();
        Browser browser = Launches.trusted();
        browser.service = service;
        Launches.launch(Launches.icon());
        Binder.callingUid = browser.uid;
        return service;
    }

    public static void browser_opens_a_session() throws RemoteException {
        Service service = opened();
        service.callback.onNavigationEvent(1, new Bundle());
        Phone.log("result " + service.callback.extraCallbackWithResult("any", new Bundle()));
    }

    public static void browser_shows_notifications() throws RemoteException {
        opened();
        ITrustedWebActivityService app =
                ITrustedWebActivityService.Stub.asInterface(new Delegation().onBind(new Intent("")));
        Bundle args = new Bundle();
        args.putString(KEY + "PLATFORM_TAG", "tag");
        args.putInt(KEY + "PLATFORM_ID", 7);
        args.putParcelable(KEY + "NOTIFICATION", new Notification());
        args.putString(KEY + "CHANNEL_NAME", "Rak");
        Phone.log(app.areNotificationsEnabled(args).values.toString());
        Phone.log(app.notifyNotificationWithChannel(args).values.toString());
        Phone.log(app.getActiveNotifications().values.keySet().toString());
        app.cancelNotification(args);
        Phone.log(Integer.toHexString(app.getSmallIconId()));
        Phone.log(app.getSmallIconBitmap().values.keySet().toString());
        Bundle ask = new Bundle();
        ask.putString("notificationChannelName", "Rak");
        Phone.log(app.extraCommand("checkNotificationPermission", ask, null).values.toString());
    }
}
