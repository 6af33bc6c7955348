using Gateway.Plugins.Lasso.Api;

namespace Gateway.Plugins.Lasso.Judging;

/// <summary>What an answer of Lasso asks for. What it asks for and this version does not know is a block.</summary>
internal sealed class Ruling
{
    private const int MostMasks = 32;

    private readonly List<string> _blocking = [];
    private readonly List<string> _masking = [];
    private readonly List<string> _warning = [];
    private readonly List<string> _masks = [];
    private readonly List<LassoFinding> _warnings = [];

    public bool Blocks { get; private set; }

    public bool Masks => _masking.Count > 0;

    /// <summary>The deputies that ask to block.</summary>
    public IReadOnlyList<string> Blocking => _blocking;

    /// <summary>The deputies that ask to mask.</summary>
    public IReadOnlyList<string> Masking => _masking;

    /// <summary>The deputies that warn.</summary>
    public IReadOnlyList<string> Warning => _warning;

    public IReadOnlyList<LassoFinding> Warnings => _warnings;

    /// <summary>The masks that the findings name.</summary>
    public IReadOnlyCollection<string> NamedMasks => _masks;

    /// <summary>v2 knows no actions: what is detected blocks.</summary>
    public static Ruling OfV2(ClassifyReply reply)
    {
        var ruling = new Ruling { Blocks = reply.ViolationsDetected };
        if (reply.ViolationsDetected) ruling._blocking.AddRange(Deputies(reply));
        return ruling;
    }

    /// <summary>What the findings ask for: all that counts in an answer that has masked the rest.</summary>
    public static Ruling OfFindings(ClassifyReply reply)
    {
        var ruling = new Ruling();
        foreach (var (deputy, findings) in reply.Findings ?? new Dictionary<string, IReadOnlyList<LassoFinding?>?>())
        {
            foreach (var finding in findings ?? []) ruling.Take(deputy, finding);
        }

        return ruling;
    }

    /// <summary>What the findings ask for, and what was detected beside them.</summary>
    public static Ruling OfV3(ClassifyReply reply)
    {
        var ruling = OfFindings(reply);
        foreach (var deputy in Deputies(reply))
        {
            if (reply.Findings?.GetValueOrDefault(deputy) is not { Count: > 0 }) ruling.Block(deputy); // a violation without an action
        }

        if (reply.ViolationsDetected && !ruling.Masks && ruling._warnings.Count == 0) ruling.Blocks = true;
        return ruling;
    }

    private static IEnumerable<string> Deputies(ClassifyReply reply) => (reply.Deputies ?? new Dictionary<string, bool>()).Where(deputy => deputy.Value).Select(deputy => deputy.Key);

    private void Take(string deputy, LassoFinding? finding)
    {
        switch (finding)
        {
            case { Action: "AUTO_MASKING" }:
                _masking.Add(deputy);
                if (finding.Mask is { } mask && _masks.Count < MostMasks && !_masks.Contains(mask)) _masks.Add(mask);
                break;
            case { Action: "WARN" or "ADMIN_ALERT" or "USER_ALERT" }:
                _warning.Add(deputy);
                _warnings.Add(finding);
                break;
            default: Block(deputy); break;
        }
    }

    private void Block(string deputy)
    {
        Blocks = true;
        _blocking.Add(deputy);
    }
}
