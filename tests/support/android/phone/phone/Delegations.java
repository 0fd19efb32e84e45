package phone;

import android.app.Notification;
import android.app.NotificationChannel;
import android.app.NotificationManager;
import android.app.PendingIntent;
import android.content.Intent;
import android.graphics.Bitmap;
import android.os.Binder;
import android.os.Build;
import android.os.Bundle;
import android.os.IBinder;
import android.os.Messenger;
import android.os.Parcel;
import android.os.RemoteException;
import java.util.Arrays;
import java.util.stream.Collectors;
import android.service.notification.StatusBarNotification;
import rontal.app.Delegation;
import rontal.app.Permission;

/** Calls of a browser that shows the site's notifications through the app. */
public class Delegations {
    private static final String KEY = "android.support.customtabs.trusted.";
    private static final String SERVICE = KEY + "ITrustedWebActivityService";
    private static final int SHOW = 2;
    private static final int CANCEL = 3;
    private static final int ICON_ID = 4;
    private static final int ACTIVE = 5;
    private static final int ENABLED = 6;
    private static final int ICON = 7;
    private static final int COMMAND = 9;
    private static final int[] ALL = {SHOW, CANCEL, ICON_ID, ACTIVE, ENABLED, ICON, COMMAND};

    private static Browser opened() {
        Browser browser = Launches.trusted();
        Launches.launch(Launches.icon());
        Binder.callingUid = browser.uid;
        return browser;
    }

    private static Bundle notification() {
        Bundle args = new Bundle();
        args.putString(KEY + "PLATFORM_TAG", "tag");
        args.putInt(KEY + "PLATFORM_ID", 7);
        args.putParcelable(KEY + "NOTIFICATION", new Notification());
        args.putString(KEY + "CHANNEL_NAME", "Antrean Buku");
        return args;
    }

    private static Parcel call(int code, String command, Bundle args) {
        return call(SERVICE, code, command, args);
    }

    private static Parcel call(String token, int code, String command, Bundle args) {
        IBinder service = new Delegation().onBind(new Intent("any"));
        Parcel data = Parcel.obtain();
        data.writeInterfaceToken(token);
        if (command != null) data.writeString(command);
        if (args != null) {
            data.writeInt(1);
            args.writeToParcel(data, 0);
        }
        if (command != null) data.writeStrongBinder(null);
        Parcel reply = Parcel.obtain();
        try {
            if (!service.transact(code, data, reply, 0)) Phone.log("unknown call " + code);
            reply.readException();
        } catch (RemoteException | RuntimeException error) {
            Phone.log(code + " " + error.getClass().getSimpleName());
        }
        return reply;
    }

    private static Bundle answer(Parcel reply) {
        if (reply.readInt() != 1) throw new IllegalStateException("no bundle");
        Bundle bundle = Bundle.CREATOR.createFromParcel(reply);
        reply.atEnd();
        return bundle;
    }

    private static void success(int code) {
        Phone.log(code + " " + answer(call(code, null, notification())).values);
    }

    /** Everything that a browser asks, on a phone with this version of Android. */
    public static void browser_shows_notifications(String level) {
        Build.VERSION.SDK_INT = Integer.parseInt(level);
        opened();
        success(ENABLED);
        success(SHOW);
        Bundle active = answer(call(ACTIVE, null, null));
        StatusBarNotification[] shown =
                (StatusBarNotification[]) active.values.get(KEY + "ACTIVE_NOTIFICATIONS");
        Phone.log("active " + Arrays.stream(shown).map(one -> one.tag).collect(Collectors.toList()));
        call(CANCEL, null, notification()).atEnd();
        Phone.log("icon " + Integer.toHexString(call(ICON_ID, null, null).readInt()));
        Bitmap icon = (Bitmap) answer(call(ICON, null, null)).getParcelable(KEY + "SMALL_ICON_BITMAP");
        Phone.log("icon " + Integer.toHexString(icon.id));
    }

    public static void switched_off() {
        opened();
        NotificationManager.ONLY.enabled = false;
        success(ENABLED);
        success(SHOW);
    }

    public static void channel_switched_off() {
        opened();
        success(SHOW);
        NotificationManager.ONLY.channels.values().forEach(one -> one.importance = 0);
        success(ENABLED);
        success(SHOW);
    }

    public static void nothing_in_the_call() {
        opened();
        Phone.log("2 " + answer(call(SHOW, null, new Bundle())).values);
        Phone.log("9 " + answer(call(COMMAND, "checkNotificationPermission", new Bundle())).values);
        Phone.log("9 " + answer(call(COMMAND, "another", ask())).values);
        call(8, null, null);
    }

    private static Bundle ask() {
        Bundle args = new Bundle();
        args.putString("notificationChannelName", "Antrean Buku");
        return args;
    }

    private static void status() {
        Phone.log("9 " + answer(call(COMMAND, "checkNotificationPermission", ask())).values);
    }

    /** Asks the person, who allows notifications or does not. */
    public static void permission(String level, String allowed, String browser) {
        Build.VERSION.SDK_INT = Integer.parseInt(level);
        opened();
        NotificationManager.ONLY.enabled = false;
        status();
        Bundle found = answer(
                call(COMMAND, "getNotificationPermissionRequestPendingIntent", ask()));
        PendingIntent pending =
                (PendingIntent) found.getParcelable("notificationPermissionRequestPendingIntent");
        Phone.log(pending + " " + found.getBoolean("success"));
        Permission question = new Permission();
        Intent intent = pending.intent.putExtra("messenger", new Messenger(browser.equals("closed")));
        question.create(intent, null);
        if (!question.finished) {
            Bundle state = question.save();
            new Permission().create(intent, state);
            NotificationManager.ONLY.enabled = allowed.equals("yes");
            question.onRequestPermissionsResult(0, new String[0], new int[0]);
        }
        question.destroy();
        status();
    }

    public static void permission_without_a_browser() {
        Permission question = new Permission();
        question.create(new Intent("any"), null);
        question.onRequestPermissionsResult(0, new String[0], new int[0]);
    }

    private static void all() {
        for (int code : ALL) call(code, code == COMMAND ? "any" : null, notification());
    }

    public static void another_app_calls() {
        opened();
        Browser other = Launches.install("another", true, true);
        Binder.callingUid = other.uid;
        all();
    }

    public static void browser_signed_by_somebody_else(String level) {
        Build.VERSION.SDK_INT = Integer.parseInt(level);
        opened().certificate = "certificate of somebody else";
        all();
    }

    public static void browser_was_removed() {
        Browser browser = opened();
        Phone.browsers.remove(browser);
        all();
    }

    public static void never_opened() {
        Binder.callingUid = Launches.trusted().uid;
        all();
    }

    public static void call_of_another_interface() {
        opened();
        call("another.interface", SHOW, null, notification());
    }

    /** The browser's own calls to the session. */
    public static void browser_calls_the_session() throws RemoteException {
        Browser browser = opened();
        String token = "android.support.customtabs.ICustomTabsCallback";
        for (int code = 2; code <= 8; code++) {
            Parcel data = Parcel.obtain();
            data.writeInterfaceToken(token);
            Parcel reply = code == 2 ? null : Parcel.obtain();
            boolean known = browser.opened.transact(code, data, reply, reply == null ? 1 : 0);
            if (reply != null) reply.readException();
            Phone.log(code + " " + known + (code == 7 ? " " + reply.readInt() : ""));
        }
        Parcel reply = Parcel.obtain();
        browser.opened.transact(IBinder.INTERFACE_TRANSACTION, Parcel.obtain(), reply, 0);
        Phone.log(reply.readString());
        Phone.log("9 " + browser.opened.transact(9, Parcel.obtain(), Parcel.obtain(), 0));
    }
}
