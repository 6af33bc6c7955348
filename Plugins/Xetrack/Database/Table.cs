using System.Globalization;
using System.Text;
using Gateway.Plugins.Xetrack.Rows;
using Microsoft.Data.Sqlite;

namespace Gateway.Plugins.Xetrack.Database;

/// <summary>xetrack's table <c>default</c>: a column for each name that ever came.</summary>
internal sealed class Table(SqliteConnection connection, string trackId, Columns columns, FreeTimes times) : IDisposable
{
    private const int MostStatements = 64;
    private const string TimeFormat = "yyyy-MM-dd HH:mm:ss.ffffff";
    private const int Error = 1; // SQLITE_ERROR: a column that is there already, among others

    private readonly HashSet<string> _existing = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, InsertStatement> _statements = new(StringComparer.Ordinal);
    private readonly StringBuilder _names = new();

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
        statement.Bind(row);
        var time = times.Take(row.Time);
        while (!statement.TryInsert(time.ToString(TimeFormat, CultureInfo.InvariantCulture))) time = times.TakeAnother(time);
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values) statement.Dispose();
        _statements.Clear();
    }

    private InsertStatement Statement(Row row)
    {
        _names.Clear();
        var count = 0;
        foreach (var (name, value) in row.Values)
        {
            if (value is null) continue;
            _names.Append(count++ == 0 ? "\"" : ", \"").Append(name).Append('"'); // names have no quotes
        }

        var names = _names.ToString();
        if (_statements.TryGetValue(names, out var known)) return known;
        if (_statements.Count >= MostStatements) Dispose();
        return _statements[names] = new(connection.Handle!, trackId, names, count); // the connection is open
    }

    private void AddColumn(string name, object? value, SqliteTransaction transaction)
    {
        var type = value switch { long or bool => "INTEGER", double => "REAL", _ => "TEXT" };
        try
        {
            Execute($"ALTER TABLE \"default\" ADD COLUMN \"{name}\" {type}", transaction);
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode == Error)
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
