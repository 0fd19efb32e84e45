package android.app;

import android.content.Context;
import android.content.Intent;
import android.os.Build;
import android.os.Bundle;
import android.view.View;
import android.widget.TextView;
import phone.Phone;

/** An activity, moved through its life by the walks. Calls to super are counted. */
public class Activity extends Context {
    public boolean taskRoot = true;
    public boolean finished;
    private Intent intent;
    private int supers;

    public final void create(Intent intent, Bundle state) {
        this.intent = intent;
        supers = 0;
        onCreate(state);
        called();
    }

    public final void destroy() {
        supers = 0;
        onDestroy();
        called();
    }

    public final void restart() {
        supers = 0;
        onRestart();
        called();
    }

    public final Bundle save() {
        Bundle state = new Bundle();
        supers = 0;
        onSaveInstanceState(state);
        called();
        return state;
    }

    private void called() {
        if (supers != 1) throw new IllegalStateException("super was called " + supers + " times");
    }

    protected void onCreate(Bundle state) {
        supers++;
    }

    protected void onDestroy() {
        supers++;
    }

    protected void onRestart() {
        supers++;
    }

    protected void onSaveInstanceState(Bundle state) {
        supers++;
    }

    public void onRequestPermissionsResult(int code, String[] permissions, int[] results) {}

    public Intent getIntent() {
        return intent;
    }

    public boolean isTaskRoot() {
        return taskRoot;
    }

    public void startActivity(Intent intent) {
        Phone.start(intent);
    }

    public void finish() {
        if (finished) throw new IllegalStateException("finished twice");
        finished = true;
        Phone.log("finish");
    }

    public void recreate() {
        Phone.log("recreate");
    }

    public void setContentView(View view) {
        TextView sentence = (TextView) view;
        String colours = String.format("%08x on %08x", sentence.colour, sentence.background);
        Phone.log("show " + sentence.text + " (" + colours + ")");
    }

    public final void requestPermissions(String[] permissions, int code) {
        Build.since(33);
        Phone.log("ask " + permissions[0]);
    }
}
