using System.Numerics;
using Gateway.Detection;
using Gateway.Plugins.Presidio.Addresses;
using Gateway.Plugins.Presidio.Context;
using Found = Gateway.Detection.DetectedSpan;

namespace Gateway.Plugins.Presidio.Scanning;

/// <summary>One pass over one text.</summary>
internal ref partial struct Scan
{
    private readonly PiiFinder _finder;
    private readonly ReadOnlySpan<char> _property;
    private readonly Detections _found;
    private Topic _propertyTopics;
    private bool _propertyIsRead;
    private int _topicsAt;
    private Topic _topics;
    private int _covered;

    public Scan(PiiFinder finder, ReadOnlySpan<char> text, ReadOnlySpan<char> property, Detections found)
    {
        _finder = finder;
        Text = text;
        _property = property;
        _found = found;
        _topicsAt = -1;
    }

    public ReadOnlySpan<char> Text { get; }

    /// <summary>How many characters were looked at one by one.</summary>
    public long Work { get; set; }

    /// <summary>How far the colons and hexadecimal digits reach that were no address; nothing in them is tried again.</summary>
    public int TriedAddresses { get; set; }

    /// <summary>What the property's name speaks of.</summary>
    public Topic PropertyTopics
    {
        get
        {
            if (!_propertyIsRead)
            {
                _propertyIsRead = true;
                _propertyTopics = _property.IsEmpty ? Topic.None : _finder.Words.Of(_property, out _);
            }

            return _propertyTopics;
        }
    }

    /// <summary>What the words before a place and the property's name speak of.</summary>
    public Topic TopicsBefore(int start)
    {
        if (_topicsAt == start) return _topics;
        _topicsAt = start;
        var topics = _finder.Words.Of(Text[..start], out var read) & ~(Topic.Serial | Topic.Version);
        _topics = PropertyTopics | topics | _finder.Words.OfLast(Text[..start]);
        Work += read;
        return _topics;
    }

    /// <summary>What the few words close to a place and the property's name speak of.</summary>
    public Topic TopicsNear(int start)
    {
        if (_topicsAt == start) return _topics;
        var topics = PropertyTopics | _finder.Words.OfNear(Text[..start], out var read);
        Work += read;
        return topics;
    }

    /// <summary>What the last word before a place and the property's name speak of.</summary>
    public Topic TopicsJustBefore(int start) => PropertyTopics | _finder.Words.OfLast(Text[..start]);

    /// <summary>Adds a finding, if it is certain enough.</summary>
    public bool Report(string entity, string rule, int start, int end, double score, string? check = null)
    {
        if (score < _finder.Threshold || score <= 0) return false;
        _found.Add(new Found { Kind = entity, Start = start, Length = end - start, Confidence = score, Rule = rule, Check = check });
        return true;
    }

    /// <summary>Looks at every run of letters and digits that has a digit.</summary>
    public void FindNumbers()
    {
        var block = 0;
        while (block < Text.Length)
        {
            var digits = DigitBlock.Read(Text, block);
            var next = block + DigitBlock.Size;
            while (digits != 0)
            {
                var end = Visit(block + BitOperations.TrailingZeroCount(digits));
                if (end >= next)
                {
                    next = end;
                    break;
                }

                digits &= ulong.MaxValue << (end - block);
            }

            block = next;
        }
    }

    // Looks at the run around the digit there; returns where to go on.
    private int Visit(int at)
    {
        var start = at;
        while (start > _covered && Characters.IsLetter(Text[start - 1])) start--;
        // In JSON within JSON the n of \n is no part of what follows it.
        if (start < at && start > 0 && Text[start - 1] == '\\' && Text[start] is 'n' or 'r' or 't') start++;
        var run = Run.Read(Text, start, at);
        Work += run.Length;
        if (_finder.FindsAddresses && run.Length <= 4 && IpSearch.TryFind(ref this, run, out var end)) return Cover(end);
        if (run.Length < ShapeTree.TooLong && Walk(run, out end)) return Cover(end);
        if (_finder.Phones is { } phones && start == at && phones.TryFind(ref this, run, out end)) return Cover(end);
        return Cover(run.End);
    }

    private int Cover(int end) => _covered = Math.Max(_covered, end);

    /// <summary>Whether what stands there stands alone, rather than being a piece of something longer.</summary>
    public readonly bool IsFree(int start, int end)
    {
        var before = Characters.At(Text, start - 1);
        if (Characters.IsInWord(Text, start)) return false;
        if (before is '.' or '$' || (before == '-' && Characters.IsWord(Characters.At(Text, start - 2)))) return false;
        var after = Characters.At(Text, end);
        if (Characters.IsWord(after)) return false;
        var next = Characters.At(Text, end + 1);
        return after switch
        {
            '-' or '@' => !Characters.IsWord(next),
            '.' => !Characters.IsDigit(next),
            _ => true,
        };
    }
}
