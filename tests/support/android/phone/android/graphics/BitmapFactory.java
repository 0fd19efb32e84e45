package android.graphics;

import android.content.res.Resources;

public class BitmapFactory {
    public static Bitmap decodeResource(Resources resources, int id) {
        return new Bitmap(id);
    }
}
