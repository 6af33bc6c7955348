using Microsoft.Data.Sqlite;

namespace Gateway.Plugins.Sqlite;

/// <summary>Has managed libraries and a native one of its own, and asks them for its placeholder.</summary>
[Guardrail("sqlite")]
public sealed class SqliteGuardrail : TextGuardrail
{
    private readonly FindingKind _kind = new("sqlite", $"<SQLITE_{Ask("SELECT 6 * 7")}>");

    public override IReadOnlyCollection<FindingKind> Kinds => [_kind];

    public override void Find(in TextLeaf leaf, FindingSink findings)
    {
        if (leaf.Text.IndexOf("swordfish", StringComparison.Ordinal) is >= 0 and var at) findings.Add(_kind, at, "swordfish".Length);
    }

    private static object? Ask(string query)
    {
        using var connection = new SqliteConnection("Data Source=:memory:;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = query;
        return command.ExecuteScalar();
    }
}
