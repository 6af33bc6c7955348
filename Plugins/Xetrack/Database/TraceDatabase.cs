using Gateway.Plugins.Jsonl.Files;
using Gateway.Plugins.Xetrack.Rows;
using Microsoft.Data.Sqlite;

namespace Gateway.Plugins.Xetrack.Database;

/// <summary>xetrack's file. A batch is one transaction; it is opened by the first.</summary>
/// <remarks>
/// Journal mode DELETE, and not WAL: xetrack's reader sets it itself when it opens the file, and could not while a gateway holds it in
/// another. A committed row survives a killed process in every mode, a power cut with synchronous FULL.
/// </remarks>
internal sealed class TraceDatabase(string path, string trackId, Columns columns) : IDisposable
{
    private const int Patience = 3; // seconds for others who write to it; less than the gateway waits at its end

    private readonly FreeTimes _times = new();
    private SqliteConnection? _connection;
    private Table? _table;

    /// <summary>Opens it, so that its columns are known.</summary>
    /// <exception cref="TracerException">It cannot be opened.</exception>
    public void Open() => Try(() =>
    {
        // Moved away by somebody: what is written to it now nobody would find.
        if (_connection is not null && !File.Exists(path)) Dispose();
        if (_connection is null) Connect();
    });

    /// <exception cref="TracerException">None of the rows was written.</exception>
    public void Write(IReadOnlyList<Row> rows) => Try(() =>
    {
        using var transaction = _connection!.BeginTransaction(deferred: false); // opened before
        foreach (var row in rows) _table!.Insert(row, transaction); // there with the connection
        transaction.Commit();
    });

    public void Dispose()
    {
        _table?.Dispose();
        _connection?.Dispose();
        (_table, _connection) = (null, null);
    }

    private void Connect()
    {
        PrivateFile.CreateFolderOf(path);
        // Before SQLite does, which would make it readable for all; its journal gets the same rights.
        if (!File.Exists(path)) new FileStream(path, PrivateFile.Options(FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite)).Dispose();
        var settings = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, Pooling = false, DefaultTimeout = Patience };
        _connection = new(settings.ConnectionString);
        _connection.Open();
        using (var pragma = _connection.CreateCommand())
        {
            pragma.CommandText = $"PRAGMA synchronous = FULL; PRAGMA busy_timeout = {Patience * 1000}";
            pragma.ExecuteNonQuery();
        }

        _table = new(_connection, trackId, columns, _times);
        _table.Create();
    }

    private void Try(Action act)
    {
        try
        {
            act();
        }
        catch (Exception exception) when (exception is SqliteException or IOException or UnauthorizedAccessException)
        {
            Dispose(); // the next batch begins anew
            throw new TracerException($"{path} {DatabaseFault.Sentence(exception)}", exception);
        }
    }
}
