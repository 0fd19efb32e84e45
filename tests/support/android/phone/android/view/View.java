package android.view;

public class View {
    public int background;

    public void setBackgroundColor(int colour) {
        background = colour;
    }

    public void setPadding(int left, int top, int right, int bottom) {}
}
