namespace Conflict;

public static class Which
{
    public static string Version => "one";
}
