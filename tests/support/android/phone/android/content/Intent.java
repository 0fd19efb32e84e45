package android.content;

import android.net.Uri;
import android.os.Bundle;
import android.os.Parcelable;
import java.util.Set;
import java.util.TreeSet;

public class Intent {
    public final Bundle extras = new Bundle();
    public final Set<String> categories = new TreeSet<>();
    public Class<?> component;
    public String packageName;
    private String action;
    private Uri data;
    private int flags;

    public Intent(String action) {
        this.action = action;
    }

    public Intent(String action, Uri data) {
        this(action);
        this.data = data;
    }

    public Intent(Context context, Class<?> component) {
        this.component = component;
    }

    public Intent(String action, Uri data, Context context, Class<?> component) {
        this(action, data);
        this.component = component;
    }

    public Intent addCategory(String name) {
        categories.add(name);
        return this;
    }

    public Intent setPackage(String name) {
        packageName = name;
        return this;
    }

    public Intent setFlags(int flags) {
        this.flags = flags;
        return this;
    }

    public int getFlags() {
        return flags;
    }

    public String getAction() {
        return action;
    }

    public Uri getData() {
        return data;
    }

    public Intent putExtra(String key, boolean value) {
        extras.putBoolean(key, value);
        return this;
    }

    public Intent putExtra(String key, String value) {
        extras.putString(key, value);
        return this;
    }

    public Intent putExtra(String key, Parcelable value) {
        extras.putParcelable(key, value);
        return this;
    }

    public Intent putExtras(Bundle values) {
        extras.values.putAll(values.values);
        return this;
    }

    public String getStringExtra(String key) {
        return extras.getString(key);
    }

    public Parcelable getParcelableExtra(String key) {
        return extras.getParcelable(key);
    }
}
