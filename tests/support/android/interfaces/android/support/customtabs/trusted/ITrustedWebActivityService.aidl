package android.support.customtabs.trusted;
import android.os.Bundle;
interface ITrustedWebActivityService {
    Bundle areNotificationsEnabled(in Bundle args) = 5;
    Bundle notifyNotificationWithChannel(in Bundle args) = 1;
    void cancelNotification(in Bundle args) = 2;
    Bundle getActiveNotifications() = 4;
    int getSmallIconId() = 3;
    Bundle getSmallIconBitmap() = 6;
    Bundle extraCommand(String name, in Bundle args, in IBinder callback) = 8;
}
