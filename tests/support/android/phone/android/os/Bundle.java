package android.os;

import android.util.SparseArray;
import java.util.Map;
import java.util.TreeMap;

public class Bundle implements Parcelable {
    public static final Parcelable.Creator<Bundle> CREATOR = source -> (Bundle) source.read("bundle");
    public final Map<String, Object> values = new TreeMap<>();

    public Bundle() {}

    public Bundle(Bundle other) {
        values.putAll(other.values);
    }

    public void writeToParcel(Parcel target, int flags) {
        target.write("bundle", new Bundle(this));
    }

    public boolean containsKey(String key) {
        return values.containsKey(key);
    }

    public boolean getBoolean(String key) {
        return Boolean.TRUE.equals(values.get(key));
    }

    public int getInt(String key) {
        Object value = values.get(key);
        return value == null ? 0 : (Integer) value;
    }

    public String getString(String key) {
        return (String) values.get(key);
    }

    public Parcelable getParcelable(String key) {
        return (Parcelable) values.get(key);
    }

    public void putBinder(String key, IBinder value) {
        values.put(key, value);
    }

    public void putBoolean(String key, boolean value) {
        values.put(key, value);
    }

    public void putInt(String key, int value) {
        values.put(key, value);
    }

    public void putString(String key, String value) {
        values.put(key, value);
    }

    public void putParcelable(String key, Parcelable value) {
        values.put(key, value);
    }

    public void putParcelableArray(String key, Parcelable[] value) {
        values.put(key, value);
    }

    public void putSparseParcelableArray(String key, SparseArray<? extends Parcelable> value) {
        values.put(key, value);
    }
}
