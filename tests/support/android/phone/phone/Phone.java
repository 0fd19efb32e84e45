package phone;

import android.content.ActivityNotFoundException;
import android.content.ComponentName;
import android.content.Intent;
import android.content.ServiceConnection;
import android.content.pm.PackageManager;
import android.os.Bundle;
import android.os.IBinder;
import android.util.SparseArray;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** A phone with browsers, on which the app's code runs. What happens is logged, a line each. */
public class Phone {
    public static final PackageManager PACKAGES = new PackageManager();
    public static final List<Browser> browsers = new ArrayList<>();
    public static final Map<Runnable, Long> timers = new LinkedHashMap<>();
    public static final Properties resources = new Properties();
    private static final List<ServiceConnection> bound = new ArrayList<>();
    private static final ComponentName NAME = new ComponentName();
    private static final String EXTRA = "android.support.customtabs.extra.";
    private static Browser waiting;

    public static void log(String line) {
        System.out.println(line);
    }

    public static String resource(int id) {
        String value = resources.getProperty(String.format("0x%08x", id));
        if (value == null) throw new IllegalArgumentException("no resource " + id);
        return value;
    }

    public static Browser browser(String name) {
        return browsers.stream().filter(one -> one.name.equals(name)).findFirst().orElse(null);
    }

    public static boolean bind(Intent intent, ServiceConnection connection, int flags) {
        log("bind " + intent.packageName + " " + flags);
        waiting = browser(intent.packageName);
        if (waiting.binding == Browser.Binding.DENIED) throw new SecurityException();
        bound.add(connection);
        return waiting.binding != Browser.Binding.FALSE;
    }

    public static void unbind(ServiceConnection connection) {
        if (!bound.remove(connection)) throw new IllegalArgumentException("not bound");
        log("unbind");
    }

    /** Delivers what the bound browser answers. */
    static void answer() {
        for (ServiceConnection connection : new ArrayList<>(bound)) {
            switch (waiting.binding) {
                case CONNECTS -> connection.onServiceConnected(NAME, waiting.service);
                case NULL -> connection.onNullBinding(NAME);
                case DISCONNECTS -> connection.onServiceDisconnected(NAME);
                case DIES -> connection.onBindingDied(NAME);
                default -> { }
            }
        }
    }

    /** Lets time pass until the timers have run. */
    static void wait(int milliseconds) {
        new LinkedHashMap<>(timers).forEach((work, after) -> {
            if (after <= milliseconds && timers.remove(work) != null) work.run();
        });
    }

    public static void start(Intent intent) {
        if (intent.component != null) {
            log("restart " + intent.component.getSimpleName() + " " + intent.getAction() + " "
                    + intent.getData() + " " + Integer.toHexString(intent.getFlags()) + " "
                    + intent.extras.values);
            return;
        }
        Browser browser = browser(intent.packageName);
        if (browser == null) throw new IllegalStateException("an intent for nobody comes back");
        if (!browser.startable) throw new ActivityNotFoundException();
        log("open " + browser.name + " " + intent.getData() + " " + kind(intent.extras, browser));
    }

    private static String kind(Bundle extras, Browser browser) {
        if (!extras.containsKey(EXTRA + "SESSION")) return "plain" + extras.values;
        IBinder session = (IBinder) extras.values.get(EXTRA + "SESSION");
        boolean trusted = extras.getBoolean(EXTRA + "LAUNCH_AS_TRUSTED_WEB_ACTIVITY");
        if (trusted && session != browser.opened) throw new IllegalStateException("no session");
        String kind = trusted ? "trusted" : session == null ? "tab" : "a tab with a session";
        String ids = extras.values.get(EXTRA + "SESSION_ID") + ", "
                + extras.values.get("androidx.browser.customtabs.extra.FOCUS_INTENT");
        return kind + " " + colours(extras) + (trusted ? " (" + ids + ")" : "");
    }

    private static String colours(Bundle extras) {
        SparseArray<?> schemes = (SparseArray<?>) extras.values.get(
                "androidx.browser.customtabs.extra.COLOR_SCHEME_PARAMS");
        int system = extras.getInt("androidx.browser.customtabs.extra.COLOR_SCHEME");
        return bars(extras) + " light " + bars((Bundle) schemes.get(1))
                + " dark " + bars((Bundle) schemes.get(2)) + (system == 0 ? "" : " fixed");
    }

    private static String bars(Bundle colours) {
        return String.format("%08x/%08x", colours.getInt(EXTRA + "TOOLBAR_COLOR"),
                colours.getInt("androidx.browser.customtabs.extra.NAVIGATION_BAR_COLOR"));
    }
}
