using System.Globalization;
using Gateway.Plugins.Xetrack.Rows;
using Microsoft.Data.Sqlite;

namespace Gateway.Plugins.Xetrack.Database;

/// <summary>xetrack's table <c>default</c>: a column for each name that ever came.</summary>
internal sealed class Table(SqliteConnection connection, string trackId, Columns columns) : IDisposable
{
    private const int MostStatements = 64;
    private const int MostBumps = 100_000;
    private const string TimeFormat = "yyyy-MM-dd HH:mm:ss.ffffff";
    private const int DuplicateColumn = 1;

    private readonly HashSet<string> _existing = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, SqliteCommand> _statements = new(StringComparer.Ordinal);

    /// <summary>Creates what xetrack creates when it opens a file.</summary>
    public void Create()
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        Execute("CREATE TABLE IF NOT EXISTS \"default\" (track_id TEXT, timestamp TEXT, PRIMARY KEY (track_id, timestamp))", transaction);
        foreach (var table in (string[])["assets", "keys", "counts"]) Execute($"CREATE TABLE IF NOT EXISTS \"{table}\" (key TEXT PRIMARY KEY, value BLOB)", transaction);
        transaction.Commit();
        ReadColumns(null);
    }

    public void Insert(Row row, SqliteTransaction transaction)
    {
        foreach (var (name, value) in row.Values)
        {
            if (!_existing.Contains(name)) AddColumn(name, value, transaction);
        }

        var statement = Statement(row);
        statement.Transaction = transaction;
        for (var i = 0; i < row.Values.Count; i++) statement.Parameters[i + 2].Value = row.Values[i].Value ?? DBNull.Value;
        // Two rows of one run in one microsecond would be one: xetrack drops the second, we give it the next microsecond.
        var time = row.Time;
        for (var bumps = 0; bumps < MostBumps; bumps++)
        {
            statement.Parameters[1].Value = time.ToString(TimeFormat, CultureInfo.InvariantCulture);
            if (statement.ExecuteNonQuery() > 0) return;
            time = time.AddMicroseconds(1);
        }
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values) statement.Dispose();
        _statements.Clear();
    }

    private SqliteCommand Statement(Row row)
    {
        var names = string.Join("\", \"", row.Values.Select(value => value.Key)); // names have no quotes
        if (_statements.TryGetValue(names, out var known)) return known;
        if (_statements.Count >= MostStatements) Dispose();
        var statement = connection.CreateCommand();
        statement.CommandText = $"INSERT OR IGNORE INTO \"default\" (track_id, timestamp, \"{names}\") VALUES ({string.Join(", ", Enumerable.Range(0, row.Values.Count + 2).Select(i => $"@p{i}"))})";
        for (var i = 0; i < row.Values.Count + 2; i++) statement.Parameters.AddWithValue($"@p{i}", DBNull.Value);
        statement.Parameters[0].Value = trackId;
        return _statements[names] = statement;
    }

    private void AddColumn(string name, object? value, SqliteTransaction transaction)
    {
        var type = value switch { long or bool => "INTEGER", double => "REAL", _ => "TEXT" };
        try
        {
            Execute($"ALTER TABLE \"default\" ADD COLUMN \"{name}\" {type}", transaction);
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode == DuplicateColumn)
        {
            // Another gateway was first; or it is a real fault, which the insert will tell.
            ReadColumns(transaction);
        }

        _existing.Add(name);
    }

    private void ReadColumns(SqliteTransaction? transaction)
    {
        using var command = connection.CreateCommand();
        (command.CommandText, command.Transaction) = ("SELECT name FROM pragma_table_info('default')", transaction);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            _existing.Add(reader.GetString(0));
            columns.Know(reader.GetString(0));
        }
    }

    private void Execute(string sql, SqliteTransaction transaction)
    {
        using var command = connection.CreateCommand();
        (command.CommandText, command.Transaction) = (sql, transaction);
        command.ExecuteNonQuery();
    }
}
