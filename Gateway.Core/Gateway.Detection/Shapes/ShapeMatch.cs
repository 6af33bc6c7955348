namespace Gateway.Detection.Shapes;

/// <summary>Where a shape matched, and which part of it is the secret.</summary>
internal readonly record struct ShapeMatch(int End, int SecretStart, int SecretEnd, bool IsJoined);
