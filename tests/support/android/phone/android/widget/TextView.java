package android.widget;

import android.content.Context;
import android.view.View;

public class TextView extends View {
    private final Context context;
    public String text;
    public int colour;

    public TextView(Context context) {
        this.context = context;
    }

    public final void setText(int id) {
        text = context.getString(id);
    }

    public void setTextSize(float size) {
        if (size != 20f) throw new IllegalArgumentException("" + size);
    }

    public void setTextColor(int colour) {
        this.colour = colour;
    }

    public void setGravity(int gravity) {}
}
