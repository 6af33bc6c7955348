namespace Gateway.Core.Servers.Remote;

/// <summary>The token of a signed-in user for one server. It never asks anybody: signing in is a command.</summary>
internal interface IRemoteAuthorization
{
    /// <summary>The access token, renewed when it is about to expire; null when nobody has signed in.</summary>
    ValueTask<string?> TokenAsync(CancellationToken cancellationToken);

    /// <summary>The server refused this token, or to be spoken to without one: true when there is another one now.</summary>
    ValueTask<bool> RenewAsync(string? refused, CancellationToken cancellationToken);
}
