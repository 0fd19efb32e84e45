# The service that the browser binds to show the site's notifications in the app's name. Anybody
# can bind it; each call is checked (Notifications).

.class public final Lrontal/app/Delegation;
.super Landroid/app/Service;

# The constructor that Java writes by itself: super().
.method public constructor <init>()V
    .locals 0
    invoke-direct {p0}, Landroid/app/Service;-><init>()V
    return-void
.end method

# Hands out the object that answers the calls: return new Notifications(this).
.method public onBind(Landroid/content/Intent;)Landroid/os/IBinder;
    .locals 1
    new-instance v0, Lrontal/app/Notifications;
    invoke-direct {v0, p0}, Lrontal/app/Notifications;-><init>(Landroid/content/Context;)V
    return-object v0
.end method
