package android.app;

import android.os.Build;

public class NotificationChannel {
    final String id;
    public int importance;

    public NotificationChannel(String id, CharSequence name, int importance) {
        Build.since(26);
        this.id = id;
        this.importance = importance;
    }

    public int getImportance() {
        return importance;
    }
}
