namespace Gateway.Detection.Searching;

/// <summary>A part of a text that a search keeps in mind, so that it reads no character again and again; empty when <see cref="End"/> is 0.</summary>
internal struct Stretch(int start, int end)
{
    public int Start = start;
    public int End = end;
}
