namespace EndToEnd.Http;

/// <summary>A request that must be refused, and how.</summary>
/// <param name="What">What is wrong with it.</param>
/// <param name="Ask">The request.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">The code of the JSON-RPC error; null when the server refuses before it is ours, without a body.</param>
internal sealed record Refusal(string What, HttpAsk Ask, int Status, int? Code)
{
    /// <summary>Stands in places of the requests that no refusal repeats.</summary>
    public const string Marker = "m4rk3d";

    /// <summary>Sends all, each on a connection of its own, and a right request at the end.</summary>
    public static void AssertAll(HttpPeer peer, HttpWorkspace workspace, params Refusal[] refusals)
    {
        using (Assert.EnterMultipleScope())
        {
            foreach (var refusal in refusals) refusal.AssertRefused(peer, workspace);
            Assert.That(peer.Send(peer.Modern("1", "server/discover")).Status, Is.EqualTo(200), "a right request");
            Assert.That(workspace.Gateway.Process.Error, Does.Not.Contain("please report this"));
        }
    }

    private void AssertRefused(HttpPeer peer, HttpWorkspace workspace)
    {
        HttpReply reply;
        try
        {
            reply = peer.Send(Ask);
        }
        catch (IOException exception)
        {
            Assert.Fail($"{What}: {exception.Message}");
            return;
        }

        Assert.That(reply.Status, Is.EqualTo(Status), $"{What}: {reply.Body}");
        foreach (var leak in (string[])[Marker, "   at ", "Exception", workspace.Inner.Folder, ".cs"]) Assert.That(reply.Body, Does.Not.Contain(leak), What);
        if (reply.Status != Status) return;
        if (Code is not { } code)
        {
            Assert.That(reply.Body, Is.Empty, What);
            return;
        }

        Assert.That(reply.Header("Content-Type"), Is.EqualTo("application/json"), What);
        Assert.That(reply.Code, Is.EqualTo(code), $"{What}: {reply.Body}");
    }
}
