using System.Runtime.CompilerServices;
using Gateway.Core.Configuration;
using Gateway.Core.Servers.Remote;

namespace Gateway.Host.Authorization;

/// <summary>The signed-in user's token for one server, renewed in time and never by asking anybody.</summary>
internal sealed class TokenAuthorization(RemoteConfiguration server, TokenFile file, TimeProvider time) : IRemoteAuthorization
{
    // A renewal takes a few requests, and clocks differ.
    private static readonly TimeSpan Early = TimeSpan.FromMinutes(1);

    // A server that refuses everything must not have the authorization server asked at every call.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private Task<StoredToken?>? _renewal;
    private volatile StoredToken? _current = file.Read();
    private long _failedAt = long.MinValue;

    public ValueTask<string?> TokenAsync(CancellationToken cancellationToken)
    {
        var current = _current;
        if (current is null || current.RefreshToken is null || current.ExpiresAt - Early > time.GetUtcNow() || IsPausing) return new(current?.AccessToken);
        return RenewedAsync(current, cancellationToken);
    }

    public async ValueTask<bool> RenewAsync(string? refused, CancellationToken cancellationToken)
    {
        Task<StoredToken?> renewal;
        lock (_lock)
        {
            if (_current is { } other && other.AccessToken != refused) return true;
            // Not cancelled with the request: a refresh token that was used is lost unless its successor is kept.
            renewal = _renewal ??= Task.Run(() => RenewOnceAsync(refused), CancellationToken.None);
        }

        return await renewal.WaitAsync(cancellationToken).ConfigureAwait(false) is not null;
    }

    private bool IsPausing => Volatile.Read(ref _failedAt) is not long.MinValue and var failed && time.GetElapsedTime(failed) < Pause;

    private async ValueTask<string?> RenewedAsync(StoredToken current, CancellationToken cancellationToken)
    {
        await RenewAsync(current.AccessToken, cancellationToken).ConfigureAwait(false);
        return _current?.AccessToken;
    }

    private async Task<StoredToken?> RenewOnceAsync(string? refused)
    {
        StoredToken? renewed = null;
        try
        {
            return renewed = await RenewLockedAsync(refused).ConfigureAwait(false);
        }
        finally
        {
            lock (_lock)
            {
                if (renewed is null) _failedAt = time.GetTimestamp();
                else _current = renewed;
                _renewal = null;
            }
        }
    }

    // Another gateway, or a login, may have been here first: then its token is taken.
    private async Task<StoredToken?> RenewLockedAsync(string? refused)
    {
        try
        {
            if (file.Read() is not { } stored) return null;
            if (stored.AccessToken != refused) return stored;
            if (stored.RefreshToken is null || IsPausing) return null;
            using var held = file.Lock();
            stored = file.Read() ?? stored;
            return stored.AccessToken != refused ? stored : await RenewBySdkAsync(stored).ConfigureAwait(false);
        }
        catch (ConfigurationException)
        {
            return null; // the file is locked for too long, or cannot be written
        }
    }

    // Its own method: the SDK is loaded only when it is needed.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private Task<StoredToken?> RenewBySdkAsync(StoredToken stored) => SdkOAuth.RenewAsync(server, file, stored, CancellationToken.None);
}
