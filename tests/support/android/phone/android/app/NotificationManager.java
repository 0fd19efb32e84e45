package android.app;

import android.os.Build;
import android.service.notification.StatusBarNotification;
import java.util.Map;
import java.util.TreeMap;
import phone.Phone;

public class NotificationManager {
    public static final NotificationManager ONLY = new NotificationManager();
    public final Map<String, NotificationChannel> channels = new TreeMap<>();
    private final Map<String, StatusBarNotification> shown = new TreeMap<>();
    public boolean enabled = true;

    public boolean areNotificationsEnabled() {
        Build.since(24);
        return enabled;
    }

    public NotificationChannel getNotificationChannel(String id) {
        Build.since(26);
        return channels.get(id);
    }

    public void createNotificationChannel(NotificationChannel channel) {
        Build.since(26);
        channels.putIfAbsent(channel.id, channel);
    }

    public void notify(String tag, int id, Notification notification) {
        shown.put(tag, new StatusBarNotification(tag));
        Phone.log("notify " + tag + " " + id + " on " + notification.channel);
    }

    public void cancel(String tag, int id) {
        shown.remove(tag);
        Phone.log("cancel " + tag + " " + id);
    }

    public StatusBarNotification[] getActiveNotifications() {
        return shown.values().toArray(new StatusBarNotification[0]);
    }
}
