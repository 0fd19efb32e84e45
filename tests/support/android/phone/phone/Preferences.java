package phone;

import android.content.SharedPreferences;
import java.util.HashMap;
import java.util.Map;

/** Private files of the app, which outlive its process. */
public class Preferences implements SharedPreferences, SharedPreferences.Editor {
    private static final Map<String, Preferences> FILES = new HashMap<>();
    private final Map<String, Object> stored = new HashMap<>();
    private final Map<String, Object> waiting = new HashMap<>();

    public static Preferences of(String name) {
        return FILES.computeIfAbsent(name, key -> new Preferences());
    }

    public boolean contains(String key) {
        return stored.containsKey(key);
    }

    public String getString(String key, String other) {
        Object value = stored.get(key);
        return value == null ? other : (String) value;
    }

    public SharedPreferences.Editor edit() {
        return this;
    }

    public SharedPreferences.Editor putString(String key, String value) {
        waiting.put(key, value);
        return this;
    }

    public SharedPreferences.Editor putBoolean(String key, boolean value) {
        waiting.put(key, value);
        return this;
    }

    public void apply() {
        stored.putAll(waiting);
        waiting.clear();
    }
}
