namespace Gateway.Core.Servers.Processes.Unix;

/// <summary>Why a program could not be started, for people.</summary>
internal static class SpawnFault
{
    public static string Sentence(string path, int error) => $"'{path}' could not be started: {Reason(path, error)}";

    private static string Reason(string path, int error) => error switch
    {
        1 or 13 => File.Exists(path) ? "it is not permitted (is it executable? chmod +x makes it so)" : "it is not permitted",
        2 when File.Exists(path) => "the interpreter that its #! line or its format names does not exist",
        2 => "it does not exist any more",
        7 => "its arguments and environment are too long for this system",
        8 => "it is no program of this system and has no #! line; start it by its interpreter, or give it one",
        11 or 35 => "the limit of processes is reached (ulimit -u)",
        12 => "there is not enough memory",
        20 => "a part of its path or of its working folder is no folder",
        24 or 23 => "the limit of open files is reached (ulimit -n)",
        26 => "it is being written at the moment",
        86 => "it was built for another processor",
        _ => FormattableString.Invariant($"error {error}"),
    };
}
