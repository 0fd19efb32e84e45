# Answers the calls of the interface ITrustedWebActivityService of androidx.browser. A method with
# the number N there is the transaction N + 1 here. Only the browser that the library was last
# opened in may call; anybody else gets a SecurityException.

.class final Lrontal/app/Notifications;
.super Landroid/os/Binder;
.implements Landroid/os/IInterface;

.field private final context:Landroid/content/Context;

# this.context = context;  attachInterface(this, "…ITrustedWebActivityService");
.method constructor <init>(Landroid/content/Context;)V
    .locals 1
    invoke-direct {p0}, Landroid/os/Binder;-><init>()V
    iput-object p1, p0, Lrontal/app/Notifications;->context:Landroid/content/Context;
    const-string v0, "android.support.customtabs.trusted.ITrustedWebActivityService"
    invoke-virtual {p0, p0, v0}, Lrontal/app/Notifications;->attachInterface(Landroid/os/IInterface;Ljava/lang/String;)V
    return-void
.end method

# The method of IInterface: the binder of this object is the object.
.method public asBinder()Landroid/os/IBinder;
    .locals 0
    return-object p0
.end method

# Takes a call (p1: its number, p2: what it brings, p3: where the answer goes), refuses strangers,
# and hands it to the part below that answers it. The switch over the numbers stands at the end.
.method protected onTransact(ILandroid/os/Parcel;Landroid/os/Parcel;I)Z
    .locals 2

    # if (code < 2 || code > 9) return super.onTransact(code, call, answer, flags);
    # call.enforceInterface("…ITrustedWebActivityService");
    const/4 v0, 0x2
    if-lt p1, v0, :other
    const/16 v0, 0x9
    if-gt p1, v0, :other
    const-string v0, "android.support.customtabs.trusted.ITrustedWebActivityService"
    invoke-virtual {p2, v0}, Landroid/os/Parcel;->enforceInterface(Ljava/lang/String;)V
    # if (!Provider.verified(context, Binder.getCallingUid())) throw new SecurityException(…);
    # Android sends the exception back to the caller.
    iget-object v0, p0, Lrontal/app/Notifications;->context:Landroid/content/Context;
    invoke-static {}, Landroid/os/Binder;->getCallingUid()I
    move-result v1
    invoke-static {v0, v1}, Lrontal/app/Provider;->verified(Landroid/content/Context;I)Z
    move-result v0
    if-nez v0, :verified
    new-instance v0, Ljava/lang/SecurityException;
    const-string v1, "Only the browser that the library is open in may call."
    invoke-direct {v0, v1}, Ljava/lang/SecurityException;-><init>(Ljava/lang/String;)V
    throw v0

    :verified
    # switch (code) { case 2: show … case 9: command }
    packed-switch p1, :calls
    :other
    invoke-super {p0, p1, p2, p3, p4}, Landroid/os/Binder;->onTransact(ILandroid/os/Parcel;Landroid/os/Parcel;I)Z
    move-result v0
    return v0

    :show                                       # notifyNotificationWithChannel(args)
    invoke-static {p2}, Lrontal/app/Notifications;->read(Landroid/os/Parcel;)Landroid/os/Bundle;
    move-result-object v0
    invoke-direct {p0, v0}, Lrontal/app/Notifications;->show(Landroid/os/Bundle;)Z
    move-result v0
    invoke-static {p3, v0}, Lrontal/app/Notifications;->writeSuccess(Landroid/os/Parcel;Z)V
    goto :done

    :cancel                                     # cancelNotification(args)
    invoke-static {p2}, Lrontal/app/Notifications;->read(Landroid/os/Parcel;)Landroid/os/Bundle;
    move-result-object v0
    invoke-direct {p0, v0}, Lrontal/app/Notifications;->cancel(Landroid/os/Bundle;)V
    invoke-virtual {p3}, Landroid/os/Parcel;->writeNoException()V
    goto :done

    :icon_id                                    # getSmallIconId()
    invoke-virtual {p3}, Landroid/os/Parcel;->writeNoException()V
    sget v0, Lrontal/app/R;->drawable_notification:I
    invoke-virtual {p3, v0}, Landroid/os/Parcel;->writeInt(I)V
    goto :done

    :active                                     # getActiveNotifications()
    invoke-direct {p0}, Lrontal/app/Notifications;->active()Landroid/os/Bundle;
    move-result-object v0
    invoke-static {p3, v0}, Lrontal/app/Notifications;->write(Landroid/os/Parcel;Landroid/os/Bundle;)V
    goto :done

    :enabled                                    # areNotificationsEnabled(args)
    invoke-static {p2}, Lrontal/app/Notifications;->read(Landroid/os/Parcel;)Landroid/os/Bundle;
    move-result-object v0
    const-string v1, "android.support.customtabs.trusted.CHANNEL_NAME"
    invoke-virtual {v0, v1}, Landroid/os/Bundle;->getString(Ljava/lang/String;)Ljava/lang/String;
    move-result-object v0
    iget-object v1, p0, Lrontal/app/Notifications;->context:Landroid/content/Context;
    invoke-static {v1, v0}, Lrontal/app/Channel;->enabled(Landroid/content/Context;Ljava/lang/String;)Z
    move-result v0
    invoke-static {p3, v0}, Lrontal/app/Notifications;->writeSuccess(Landroid/os/Parcel;Z)V
    goto :done

    :icon                                       # getSmallIconBitmap()
    invoke-direct {p0}, Lrontal/app/Notifications;->icon()Landroid/os/Bundle;
    move-result-object v0
    invoke-static {p3, v0}, Lrontal/app/Notifications;->write(Landroid/os/Parcel;Landroid/os/Bundle;)V
    goto :done

    :command                                    # extraCommand(name, args, callback)
    invoke-virtual {p2}, Landroid/os/Parcel;->readString()Ljava/lang/String;
    move-result-object v0
    invoke-static {p2}, Lrontal/app/Notifications;->read(Landroid/os/Parcel;)Landroid/os/Bundle;
    move-result-object v1
    invoke-direct {p0, v0, v1}, Lrontal/app/Notifications;->command(Ljava/lang/String;Landroid/os/Bundle;)Landroid/os/Bundle;
    move-result-object v0
    invoke-static {p3, v0}, Lrontal/app/Notifications;->write(Landroid/os/Parcel;Landroid/os/Bundle;)V

    :done
    const/4 v0, 0x1
    return v0

    :calls
    .packed-switch 0x2
        :show
        :cancel
        :icon_id
        :active
        :enabled
        :icon
        :other                                  # 8 has no method
        :command
    .end packed-switch
.end method

# Shows a notification that the browser has built, on the channel it names; returns false where
# the person has switched it off or something is missing.
.method private show(Landroid/os/Bundle;)Z
    .locals 5

    # Notification notification = (Notification) args.getParcelable(NOTIFICATION);
    # if (notification == null) return false;
    const-string v0, "android.support.customtabs.trusted.NOTIFICATION"
    invoke-virtual {p1, v0}, Landroid/os/Bundle;->getParcelable(Ljava/lang/String;)Landroid/os/Parcelable;
    move-result-object v0
    check-cast v0, Landroid/app/Notification;
    if-eqz v0, :off
    # String name = args.getString(CHANNEL_NAME);
    # if (!Channel.enabled(context, name)) return false;
    # notification = Channel.place(context, notification, name);
    const-string v1, "android.support.customtabs.trusted.CHANNEL_NAME"
    invoke-virtual {p1, v1}, Landroid/os/Bundle;->getString(Ljava/lang/String;)Ljava/lang/String;
    move-result-object v1
    iget-object v2, p0, Lrontal/app/Notifications;->context:Landroid/content/Context;
    invoke-static {v2, v1}, Lrontal/app/Channel;->enabled(Landroid/content/Context;Ljava/lang/String;)Z
    move-result v3
    if-eqz v3, :off
    invoke-static {v2, v0, v1}, Lrontal/app/Channel;->place(Landroid/content/Context;Landroid/app/Notification;Ljava/lang/String;)Landroid/app/Notification;
    move-result-object v0

    # Channel.manager(context).notify(args.getString(TAG), args.getInt(ID), notification);
    # return true;
    invoke-static {v2}, Lrontal/app/Channel;->manager(Landroid/content/Context;)Landroid/app/NotificationManager;
    move-result-object v1
    const-string v2, "android.support.customtabs.trusted.PLATFORM_TAG"
    invoke-virtual {p1, v2}, Landroid/os/Bundle;->getString(Ljava/lang/String;)Ljava/lang/String;
    move-result-object v2
    const-string v3, "android.support.customtabs.trusted.PLATFORM_ID"
    invoke-virtual {p1, v3}, Landroid/os/Bundle;->getInt(Ljava/lang/String;)I
    move-result v3
    invoke-virtual {v1, v2, v3, v0}, Landroid/app/NotificationManager;->notify(Ljava/lang/String;ILandroid/app/Notification;)V
    const/4 v0, 0x1
    return v0

    :off
    const/4 v0, 0x0
    return v0
.end method

# Removes a notification: Channel.manager(context).cancel(args.getString(TAG), args.getInt(ID)).
.method private cancel(Landroid/os/Bundle;)V
    .locals 3
    const-string v0, "android.support.customtabs.trusted.PLATFORM_TAG"
    invoke-virtual {p1, v0}, Landroid/os/Bundle;->getString(Ljava/lang/String;)Ljava/lang/String;
    move-result-object v0
    const-string v1, "android.support.customtabs.trusted.PLATFORM_ID"
    invoke-virtual {p1, v1}, Landroid/os/Bundle;->getInt(Ljava/lang/String;)I
    move-result v1
    iget-object v2, p0, Lrontal/app/Notifications;->context:Landroid/content/Context;
    invoke-static {v2}, Lrontal/app/Channel;->manager(Landroid/content/Context;)Landroid/app/NotificationManager;
    move-result-object v2
    invoke-virtual {v2, v0, v1}, Landroid/app/NotificationManager;->cancel(Ljava/lang/String;I)V
    return-void
.end method

# Returns what the app shows at the moment, in a bundle under ACTIVE_NOTIFICATIONS.
.method private active()Landroid/os/Bundle;
    .locals 3
    iget-object v0, p0, Lrontal/app/Notifications;->context:Landroid/content/Context;
    invoke-static {v0}, Lrontal/app/Channel;->manager(Landroid/content/Context;)Landroid/app/NotificationManager;
    move-result-object v0
    invoke-virtual {v0}, Landroid/app/NotificationManager;->getActiveNotifications()[Landroid/service/notification/StatusBarNotification;
    move-result-object v0
    new-instance v1, Landroid/os/Bundle;
    invoke-direct {v1}, Landroid/os/Bundle;-><init>()V
    const-string v2, "android.support.customtabs.trusted.ACTIVE_NOTIFICATIONS"
    invoke-virtual {v1, v2, v0}, Landroid/os/Bundle;->putParcelableArray(Ljava/lang/String;[Landroid/os/Parcelable;)V
    return-object v1
.end method

# Returns the small icon as a bitmap, in a bundle under SMALL_ICON_BITMAP.
.method private icon()Landroid/os/Bundle;
    .locals 3
    iget-object v0, p0, Lrontal/app/Notifications;->context:Landroid/content/Context;
    invoke-virtual {v0}, Landroid/content/Context;->getResources()Landroid/content/res/Resources;
    move-result-object v0
    sget v1, Lrontal/app/R;->drawable_notification:I
    invoke-static {v0, v1}, Landroid/graphics/BitmapFactory;->decodeResource(Landroid/content/res/Resources;I)Landroid/graphics/Bitmap;
    move-result-object v0
    new-instance v1, Landroid/os/Bundle;
    invoke-direct {v1}, Landroid/os/Bundle;-><init>()V
    const-string v2, "android.support.customtabs.trusted.SMALL_ICON_BITMAP"
    invoke-virtual {v1, v2, v0}, Landroid/os/Bundle;->putParcelable(Ljava/lang/String;Landroid/os/Parcelable;)V
    return-object v1
.end method

# Answers the two commands by which Chrome asks whether the app may show notifications (0 yes,
# 1 no, 2 not asked yet), and for the intent that asks the person. `success` is false for others.
.method private command(Ljava/lang/String;Landroid/os/Bundle;)Landroid/os/Bundle;
    .locals 5

    new-instance v0, Landroid/os/Bundle;
    invoke-direct {v0}, Landroid/os/Bundle;-><init>()V
    const/4 v4, 0x0
    # Bundle result = new Bundle();  boolean success = false;
    # String channel = args.getString("notificationChannelName");
    # if (!TextUtils.isEmpty(channel)) {
    const-string v1, "notificationChannelName"
    invoke-virtual {p2, v1}, Landroid/os/Bundle;->getString(Ljava/lang/String;)Ljava/lang/String;
    move-result-object v1
    invoke-static {v1}, Landroid/text/TextUtils;->isEmpty(Ljava/lang/CharSequence;)Z
    move-result v2
    if-nez v2, :answer
    iget-object v2, p0, Lrontal/app/Notifications;->context:Landroid/content/Context;

    #   if (name is "checkNotificationPermission")
    #     { result.putInt("permissionStatus", Permission.status(context, channel)); success = true; }
    const-string v3, "checkNotificationPermission"
    invoke-virtual {v3, p1}, Ljava/lang/String;->equals(Ljava/lang/Object;)Z
    move-result v3
    if-eqz v3, :ask
    invoke-static {v2, v1}, Lrontal/app/Permission;->status(Landroid/content/Context;Ljava/lang/String;)I
    move-result v1
    const-string v2, "permissionStatus"
    invoke-virtual {v0, v2, v1}, Landroid/os/Bundle;->putInt(Ljava/lang/String;I)V
    const/4 v4, 0x1
    goto :answer

    :ask
    #   else if (name is "getNotificationPermissionRequestPendingIntent")
    #     { result.putParcelable(…, Permission.pending(context, channel)); success = true; } }
    const-string v3, "getNotificationPermissionRequestPendingIntent"
    invoke-virtual {v3, p1}, Ljava/lang/String;->equals(Ljava/lang/Object;)Z
    move-result v3
    if-eqz v3, :answer
    invoke-static {v2, v1}, Lrontal/app/Permission;->pending(Landroid/content/Context;Ljava/lang/String;)Landroid/app/PendingIntent;
    move-result-object v1
    const-string v2, "notificationPermissionRequestPendingIntent"
    invoke-virtual {v0, v2, v1}, Landroid/os/Bundle;->putParcelable(Ljava/lang/String;Landroid/os/Parcelable;)V
    const/4 v4, 0x1

    :answer
    # result.putBoolean("success", success);  return result;
    const-string v1, "success"
    invoke-virtual {v0, v1, v4}, Landroid/os/Bundle;->putBoolean(Ljava/lang/String;Z)V
    return-object v0
.end method

# Reads a bundle; an empty one where the caller sent null.
.method private static read(Landroid/os/Parcel;)Landroid/os/Bundle;
    .locals 1
    # return call.readInt() != 0 ? Bundle.CREATOR.createFromParcel(call) : new Bundle();
    invoke-virtual {p0}, Landroid/os/Parcel;->readInt()I
    move-result v0
    if-eqz v0, :none
    sget-object v0, Landroid/os/Bundle;->CREATOR:Landroid/os/Parcelable$Creator;
    invoke-interface {v0, p0}, Landroid/os/Parcelable$Creator;->createFromParcel(Landroid/os/Parcel;)Ljava/lang/Object;
    move-result-object v0
    check-cast v0, Landroid/os/Bundle;
    return-object v0
    :none
    new-instance v0, Landroid/os/Bundle;
    invoke-direct {v0}, Landroid/os/Bundle;-><init>()V
    return-object v0
.end method

# Answers with a bundle: writeNoException(), writeInt(1), and the bundle.
.method private static write(Landroid/os/Parcel;Landroid/os/Bundle;)V
    .locals 1
    invoke-virtual {p0}, Landroid/os/Parcel;->writeNoException()V
    const/4 v0, 0x1                             # not null; PARCELABLE_WRITE_RETURN_VALUE
    invoke-virtual {p0, v0}, Landroid/os/Parcel;->writeInt(I)V
    invoke-virtual {p1, p0, v0}, Landroid/os/Bundle;->writeToParcel(Landroid/os/Parcel;I)V
    return-void
.end method

# Answers with a bundle that holds nothing but NOTIFICATION_SUCCESS, true or false.
.method private static writeSuccess(Landroid/os/Parcel;Z)V
    .locals 2
    new-instance v0, Landroid/os/Bundle;
    invoke-direct {v0}, Landroid/os/Bundle;-><init>()V
    const-string v1, "android.support.customtabs.trusted.NOTIFICATION_SUCCESS"
    invoke-virtual {v0, v1, p1}, Landroid/os/Bundle;->putBoolean(Ljava/lang/String;Z)V
    invoke-static {p0, v0}, Lrontal/app/Notifications;->write(Landroid/os/Parcel;Landroid/os/Bundle;)V
    return-void
.end method
