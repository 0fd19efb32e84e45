package android.graphics;

import android.os.Parcel;
import android.os.Parcelable;

public class Bitmap implements Parcelable {
    public final int id;

    Bitmap(int id) {
        this.id = id;
    }

    public void writeToParcel(Parcel target, int flags) {
        target.write("bitmap", this);
    }
}
