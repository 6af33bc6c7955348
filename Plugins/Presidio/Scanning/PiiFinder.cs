using Gateway.Detection;
using Gateway.Plugins.Presidio.Addresses;
using Gateway.Plugins.Presidio.Context;
using Gateway.Plugins.Presidio.Entities;
using Gateway.Plugins.Presidio.Phone;

namespace Gateway.Plugins.Presidio.Scanning;

/// <summary>Finds what can be told by its form: numbers with check digits, addresses of mail and networks, telephone numbers, documents.</summary>
/// <remarks>
/// No expression runs over a text. Digits are found 64 characters at a time, for nearly everything has one; the run of letters and
/// digits around each is looked up by its length, and only what could be something is read again.
/// </remarks>
internal sealed class PiiFinder : Finder
{
    private readonly bool _email;
    private readonly bool _url;
    private readonly bool _numbers;

    /// <summary>Looks for these entities only; those it does not know are none of its business.</summary>
    /// <param name="entities">Names such as <c>CREDIT_CARD</c>.</param>
    /// <param name="words">What tells the topics around a candidate.</param>
    /// <param name="regions">Whose telephone numbers are known without a calling code.</param>
    /// <param name="threshold">What scores less is not reported.</param>
    public PiiFinder(IEnumerable<string> entities, ContextWords words, IReadOnlyList<string> regions, double threshold)
    {
        var wanted = entities.ToHashSet(StringComparer.Ordinal);
        Words = words;
        Threshold = threshold;
        Tree = new(Recognisers.All.Where(r => wanted.Contains(r.Entity)));
        FindsAddresses = wanted.Contains(IpSearch.Entity);
        Phones = wanted.Contains(PhoneSearch.Entity) ? new PhoneSearch(regions) : null;
        _email = wanted.Contains(EmailSearch.Entity);
        _url = wanted.Contains(UrlSearch.Entity);
        _numbers = FindsAddresses || Phones is not null || !Tree.IsEmpty;
    }

    public ContextWords Words { get; }

    public double Threshold { get; }

    public ShapeTree Tree { get; }

    public PhoneSearch? Phones { get; }

    public bool FindsAddresses { get; }

    /// <inheritdoc/>
    public override void Find(ReadOnlySpan<char> text, ReadOnlySpan<char> property, Detections found) => FindAndCount(text, property, found);

    /// <summary>Finds, and counts the characters that were looked at one by one: the work that hostile text could drive up.</summary>
    internal long FindAndCount(ReadOnlySpan<char> text, ReadOnlySpan<char> property, Detections found)
    {
        var scan = new Scan(this, text, property, found);
        if (_email) EmailSearch.Find(ref scan);
        if (_url) UrlSearch.Find(ref scan);
        if (_numbers) scan.FindNumbers();
        return scan.Work;
    }
}
