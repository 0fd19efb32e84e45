package android.service.notification;

import android.os.Parcel;
import android.os.Parcelable;

public class StatusBarNotification implements Parcelable {
    public final String tag;

    public StatusBarNotification(String tag) {
        this.tag = tag;
    }

    public void writeToParcel(Parcel target, int flags) {
        target.write("notification", this);
    }
}
