namespace Gateway.Detection.Shapes;

/// <summary>One way through a shape: elements one after another, of which some are the secret.</summary>
internal sealed class ShapeBranch(ShapeElement[] elements, int secretStart, int secretEnd, int shared = 0)
{
    public ShapeElement[] Elements { get; } = elements;

    /// <summary>The first element of the secret.</summary>
    public int SecretStart { get; } = secretStart;

    /// <summary>The element after the secret's last.</summary>
    public int SecretEnd { get; } = secretEnd;

    /// <summary>How many elements at its start are those of the branch before it.</summary>
    public int Shared { get; } = shared;

    /// <summary>The same after another branch.</summary>
    public ShapeBranch After(ShapeBranch before)
    {
        var same = 0;
        while (same < Elements.Length && same < before.Elements.Length && Elements[same] == before.Elements[same]) same++;
        return new(Elements, SecretStart, SecretEnd, same);
    }

    /// <summary>True when taking each element as far as it goes finds what backtracking would: no element eats what the next one needs.</summary>
    public bool NeedsNoBacktracking()
    {
        for (var i = 0; i < Elements.Length; i++)
        {
            if (Elements[i].IsFixed) continue;
            for (var next = i + 1; next < Elements.Length; next++)
            {
                if (Elements[i].Set.Overlaps(Elements[next].Set)) return false;
                if (Elements[next].Min > 0) break;
            }
        }

        return true;
    }

    /// <summary>The elements that stand at fixed offsets from the start, a set for each of at most so many characters.</summary>
    public CharacterSet[] FixedStart(int most)
    {
        var sets = new CharacterSet[most];
        var count = 0;
        foreach (var element in Elements)
        {
            for (var i = 0; i < element.Min && count < most; i++) sets[count++] = element.Set;
            if (!element.IsFixed || count == most) break;
        }

        Array.Resize(ref sets, count);
        return sets;
    }
}
