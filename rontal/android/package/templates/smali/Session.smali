# A session with the browser's CustomTabsService, and the binder by which the browser knows it.
#
# The calls are those of the interfaces ICustomTabsService and ICustomTabsCallback of
# androidx.browser. A method with the number N there is the transaction N + 1 here.

.class final Lrontal/app/Session;
.super Landroid/os/Binder;
.implements Landroid/os/IInterface;

# Makes the binder of one session: attachInterface(this, "…ICustomTabsCallback").
.method private constructor <init>()V
    .locals 1
    invoke-direct {p0}, Landroid/os/Binder;-><init>()V
    const-string v0, "android.support.customtabs.ICustomTabsCallback"
    invoke-virtual {p0, p0, v0}, Lrontal/app/Session;->attachInterface(Landroid/os/IInterface;Ljava/lang/String;)V
    return-void
.end method

# The method of IInterface: the binder of this object is the object.
.method public asBinder()Landroid/os/IBinder;
    .locals 0
    return-object p0
.end method

# Opens a session and has the browser check that the app belongs to this origin; null where the
# browser refuses. `id` tells the browser that two sessions are one, so that a second launch goes
# to the page that is open. Whether the check succeeds is the browser's to know: it shows its
# address bar where it does not.
.method static open(Landroid/os/IBinder;Landroid/app/PendingIntent;Landroid/net/Uri;)Lrontal/app/Session;
    .locals 5

    # Session session = new Session();  Bundle extras = new Bundle();
    # extras.putParcelable(SESSION_ID, id);
    new-instance v0, Lrontal/app/Session;
    invoke-direct {v0}, Lrontal/app/Session;-><init>()V
    new-instance v1, Landroid/os/Bundle;
    invoke-direct {v1}, Landroid/os/Bundle;-><init>()V
    const-string v2, "android.support.customtabs.extra.SESSION_ID"
    invoke-virtual {v1, v2, p1}, Landroid/os/Bundle;->putParcelable(Ljava/lang/String;Landroid/os/Parcelable;)V

    # warmup(flags): the browser checks relations only after it.
    invoke-static {}, Lrontal/app/Session;->data()Landroid/os/Parcel;
    move-result-object v2
    const-wide/16 v3, 0x0
    invoke-virtual {v2, v3, v4}, Landroid/os/Parcel;->writeLong(J)V
    const/4 v3, 0x2
    invoke-static {p0, v3, v2}, Lrontal/app/Session;->call(Landroid/os/IBinder;ILandroid/os/Parcel;)Z

    # newSessionWithExtras(callback, extras)
    invoke-static {}, Lrontal/app/Session;->data()Landroid/os/Parcel;
    move-result-object v2
    invoke-virtual {v2, v0}, Landroid/os/Parcel;->writeStrongBinder(Landroid/os/IBinder;)V
    invoke-static {v2, v1}, Lrontal/app/Session;->write(Landroid/os/Parcel;Landroid/os/Parcelable;)V
    const/16 v3, 0xa
    invoke-static {p0, v3, v2}, Lrontal/app/Session;->call(Landroid/os/IBinder;ILandroid/os/Parcel;)Z
    move-result v3
    if-eqz v3, :refused

    # validateRelationship(callback, RELATION_HANDLE_ALL_URLS, origin, extras)
    invoke-static {}, Lrontal/app/Session;->data()Landroid/os/Parcel;
    move-result-object v2
    invoke-virtual {v2, v0}, Landroid/os/Parcel;->writeStrongBinder(Landroid/os/IBinder;)V
    const/4 v3, 0x2
    invoke-virtual {v2, v3}, Landroid/os/Parcel;->writeInt(I)V
    invoke-static {v2, p2}, Lrontal/app/Session;->write(Landroid/os/Parcel;Landroid/os/Parcelable;)V
    invoke-static {v2, v1}, Lrontal/app/Session;->write(Landroid/os/Parcel;Landroid/os/Parcelable;)V
    const/16 v3, 0x9
    invoke-static {p0, v3, v2}, Lrontal/app/Session;->call(Landroid/os/IBinder;ILandroid/os/Parcel;)Z
    return-object v0

    :refused
    const/4 v0, 0x0
    return-object v0
.end method

# Returns a parcel that begins a call of the service.
.method private static data()Landroid/os/Parcel;
    .locals 2
    # Parcel call = Parcel.obtain();  call.writeInterfaceToken("…ICustomTabsService");
    invoke-static {}, Landroid/os/Parcel;->obtain()Landroid/os/Parcel;
    move-result-object v0
    const-string v1, "android.support.customtabs.ICustomTabsService"
    invoke-virtual {v0, v1}, Landroid/os/Parcel;->writeInterfaceToken(Ljava/lang/String;)V
    return-object v0
.end method

# Writes an object that is not null.
.method private static write(Landroid/os/Parcel;Landroid/os/Parcelable;)V
    .locals 1
    # call.writeInt(1);  an object follows
    # object.writeToParcel(call, 0);
    const/4 v0, 0x1
    invoke-virtual {p0, v0}, Landroid/os/Parcel;->writeInt(I)V
    const/4 v0, 0x0
    invoke-interface {p1, p0, v0}, Landroid/os/Parcelable;->writeToParcel(Landroid/os/Parcel;I)V
    return-void
.end method

# Calls the service; returns what it answered, false also where it threw, died or does not know
# the call.
.method private static call(Landroid/os/IBinder;ILandroid/os/Parcel;)Z
    .locals 3

    # Parcel answer = Parcel.obtain();  boolean said = false;
    # try { if (service.transact(code, call, answer, 0)) {
    #     answer.readException();  said = answer.readInt() != 0; } }
    # catch (RemoteException | RuntimeException error) { said = false; }
    invoke-static {}, Landroid/os/Parcel;->obtain()Landroid/os/Parcel;
    move-result-object v0
    const/4 v1, 0x0
    :try
    invoke-interface {p0, p1, p2, v0, v1}, Landroid/os/IBinder;->transact(ILandroid/os/Parcel;Landroid/os/Parcel;I)Z
    move-result v2
    if-eqz v2, :recycle
    invoke-virtual {v0}, Landroid/os/Parcel;->readException()V
    invoke-virtual {v0}, Landroid/os/Parcel;->readInt()I
    move-result v1
    :try_end
    .catch Landroid/os/RemoteException; {:try .. :try_end} :failed
    .catch Ljava/lang/RuntimeException; {:try .. :try_end} :failed
    goto :recycle
    :failed
    move-exception v2
    const/4 v1, 0x0
    :recycle
    # answer.recycle();  call.recycle();  return said;
    invoke-virtual {v0}, Landroid/os/Parcel;->recycle()V
    invoke-virtual {p2}, Landroid/os/Parcel;->recycle()V
    return v1
.end method

# The browser's messages (navigation, result of the check, quality) ask for nothing; the one with
# a result, extraCallbackWithResult, gets null.
.method protected onTransact(ILandroid/os/Parcel;Landroid/os/Parcel;I)Z
    .locals 2

    # if (code < 2 || code > 8) return super.onTransact(code, call, answer, flags);
    # call.enforceInterface("…ICustomTabsCallback");  throws where the caller means another one
    const/4 v0, 0x2
    if-lt p1, v0, :other
    const/16 v0, 0x8
    if-gt p1, v0, :other
    const-string v0, "android.support.customtabs.ICustomTabsCallback"
    invoke-virtual {p2, v0}, Landroid/os/Parcel;->enforceInterface(Ljava/lang/String;)V
    # if (answer != null) { answer.writeNoException();  if (code == 7) answer.writeInt(0); }
    # return true;
    const/4 v1, 0x1
    if-eqz p3, :done                            # oneway
    invoke-virtual {p3}, Landroid/os/Parcel;->writeNoException()V
    const/4 v0, 0x7
    if-ne p1, v0, :done
    const/4 v0, 0x0
    invoke-virtual {p3, v0}, Landroid/os/Parcel;->writeInt(I)V
    :done
    return v1

    :other
    invoke-super {p0, p1, p2, p3, p4}, Landroid/os/Binder;->onTransact(ILandroid/os/Parcel;Landroid/os/Parcel;I)Z
    move-result v0
    return v0
.end method
