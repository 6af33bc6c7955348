using Microsoft.Data.Sqlite;

namespace Gateway.Plugins.Xetrack.Database;

/// <summary>What is wrong with a file and what helps, without the words of SQLite, which may quote values.</summary>
internal static class DatabaseFault
{
    // https://www.sqlite.org/rescode.html
    public static string Sentence(Exception exception) => exception is not SqliteException { SqliteErrorCode: var code }
        ? $"cannot be made or written ({exception.GetType().Name}): is the folder yours?"
        : code switch
        {
            5 or 6 => "is locked by another program; close what writes to it",
            8 => "cannot be written: is it yours, and its folder?",
            10 => "cannot be written: the disk fails",
            11 or 26 => "is damaged or no SQLite file; move it away",
            13 => "cannot grow: the disk is full",
            14 => "cannot be opened: is it yours, and its folder?",
            _ => $"cannot be used (SQLite error {code}): is its table \"default\" xetrack's?",
        };
}
