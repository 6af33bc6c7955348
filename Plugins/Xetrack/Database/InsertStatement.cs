using Gateway.Plugins.Xetrack.Rows;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Gateway.Plugins.Xetrack.Database;

/// <summary>A prepared insert of one set of columns, under ADO.NET: that looks for every parameter by its name at every row, which costs more than the insert.</summary>
internal sealed class InsertStatement : IDisposable
{
    private const int TimeIndex = 2;
    private const int FirstValue = 3;

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    /// <param name="database">The connection.</param>
    /// <param name="trackId">The first column's value, for all rows.</param>
    /// <param name="columns">Quoted and joined.</param>
    /// <param name="count">How many they are.</param>
    /// <exception cref="SqliteException">It cannot be prepared.</exception>
    public InsertStatement(sqlite3 database, string trackId, string columns, int count)
    {
        _database = database;
        var values = string.Concat(Enumerable.Repeat(", ?", count));
        // Only a row of the same run and microsecond may be left out; any other fault is one.
        var sql = $"INSERT INTO \"default\" (track_id, timestamp, {columns}) VALUES (?, ?{values}) ON CONFLICT (track_id, timestamp) DO NOTHING";
        Check(raw.sqlite3_prepare_v2(database, sql, out _statement));
        Check(raw.sqlite3_bind_text(_statement, 1, trackId));
    }

    /// <summary>Sets the values of a row; those without one are left out.</summary>
    public void Bind(Row row)
    {
        var index = FirstValue;
        foreach (var (_, value) in row.Values)
        {
            if (value is null) continue;
            Check(value switch
            {
                string text => raw.sqlite3_bind_text(_statement, index, text),
                long number => raw.sqlite3_bind_int64(_statement, index, number),
                double number => raw.sqlite3_bind_double(_statement, index, number),
                bool truth => raw.sqlite3_bind_int(_statement, index, truth ? 1 : 0),
                _ => raw.SQLITE_MISMATCH,
            });
            index++;
        }
    }

    /// <summary>False when this run has a row of that time already.</summary>
    /// <exception cref="SqliteException">It was not inserted.</exception>
    public bool TryInsert(string time)
    {
        Check(raw.sqlite3_bind_text(_statement, TimeIndex, time));
        var result = raw.sqlite3_step(_statement);
        raw.sqlite3_reset(_statement);
        if (result != raw.SQLITE_DONE) Check(result);
        return raw.sqlite3_changes(_database) > 0;
    }

    public void Dispose() => _statement.Dispose();

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, _database);
}
