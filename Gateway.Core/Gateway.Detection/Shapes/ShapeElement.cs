namespace Gateway.Detection.Shapes;

/// <summary>Between <paramref name="Min"/> and <paramref name="Max"/> characters of a set, as many as there are.</summary>
/// <remarks>A class, because collections of structs of our own are compiled at every start.</remarks>
internal sealed record ShapeElement(CharacterSet Set, int Min, int Max)
{
    public bool IsFixed => Min == Max;
}
