package android.content;

public interface SharedPreferences {
    boolean contains(String key);

    String getString(String key, String other);

    Editor edit();

    interface Editor {
        Editor putString(String key, String value);

        Editor putBoolean(String key, boolean value);

        void apply();
    }
}
