# Brings the app's task to the front: the browser starts it where a page asks to be focused. It
# shows nothing and ends at once; below it lies the browser's page.

.class public final Lrontal/app/Focus;
.super Landroid/app/Activity;

# The constructor that Java writes by itself: super().
.method public constructor <init>()V
    .locals 0
    invoke-direct {p0}, Landroid/app/Activity;-><init>()V
    return-void
.end method

# super.onCreate(state);  finish();
.method protected onCreate(Landroid/os/Bundle;)V
    .locals 0
    invoke-super {p0, p1}, Landroid/app/Activity;->onCreate(Landroid/os/Bundle;)V
    invoke-virtual {p0}, Lrontal/app/Focus;->finish()V
    return-void
.end method

# Returns the intent for the browser: always the same one, which nobody can change. The browser
# also tells sessions apart by it.
.method static pending(Landroid/content/Context;)Landroid/app/PendingIntent;
    .locals 3
    # Intent focus = new Intent(context, Focus.class).setFlags(FLAG_ACTIVITY_NEW_TASK);
    # return PendingIntent.getActivity(context, 0, focus, FLAG_IMMUTABLE);
    new-instance v0, Landroid/content/Intent;
    const-class v1, Lrontal/app/Focus;
    invoke-direct {v0, p0, v1}, Landroid/content/Intent;-><init>(Landroid/content/Context;Ljava/lang/Class;)V
    const/high16 v1, 0x10000000                 # FLAG_ACTIVITY_NEW_TASK
    invoke-virtual {v0, v1}, Landroid/content/Intent;->setFlags(I)Landroid/content/Intent;
    const/high16 v1, 0x4000000                  # FLAG_IMMUTABLE
    const/4 v2, 0x0
    invoke-static {p0, v2, v0, v1}, Landroid/app/PendingIntent;->getActivity(Landroid/content/Context;ILandroid/content/Intent;I)Landroid/app/PendingIntent;
    move-result-object v0
    return-object v0
.end method
