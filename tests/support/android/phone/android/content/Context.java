package android.content;

import android.app.NotificationManager;
import android.content.pm.PackageManager;
import android.content.res.Resources;
import phone.Phone;
import phone.Preferences;

public class Context {
    public PackageManager getPackageManager() {
        return Phone.PACKAGES;
    }

    public Resources getResources() {
        return new Resources();
    }

    public final String getString(int id) {
        return Phone.resource(id);
    }

    public final int getColor(int id) {
        return (int) Long.parseLong(Phone.resource(id).substring(1), 16);
    }

    public SharedPreferences getSharedPreferences(String name, int mode) {
        if (mode != 0) throw new SecurityException("not private");
        return Preferences.of(name);
    }

    public Object getSystemService(String name) {
        if (!name.equals("notification")) throw new IllegalArgumentException(name);
        return NotificationManager.ONLY;
    }

    public boolean bindService(Intent intent, ServiceConnection connection, int flags) {
        return Phone.bind(intent, connection, flags);
    }

    public void unbindService(ServiceConnection connection) {
        Phone.unbind(connection);
    }
}
