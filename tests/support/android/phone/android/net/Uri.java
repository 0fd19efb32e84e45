package android.net;

import android.os.Parcel;
import android.os.Parcelable;

public class Uri implements Parcelable {
    public static final Parcelable.Creator<Uri> CREATOR = source -> (Uri) source.read("uri");
    private final String text;

    private Uri(String text) {
        this.text = text;
    }

    public static Uri parse(String text) {
        return new Uri(text);
    }

    public static Uri fromParts(String scheme, String rest, String fragment) {
        return new Uri(scheme + ":" + rest + (fragment == null ? "" : "#" + fragment));
    }

    public void writeToParcel(Parcel target, int flags) {
        target.write("uri", this);
    }

    @Override
    public String toString() {
        return text;
    }
}
