namespace Conflict;

public static class Which
{
    public static string Version => "two";

    public static string OnlyInTwo => "only in two";
}
