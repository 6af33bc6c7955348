using Microsoft.Data.Sqlite;

namespace Gateway.Plugins.Sqlite;

/// <summary>Has two managed libraries and a native one of its own.</summary>
[Guardrail("sqlite")]
public sealed class SqliteGuardrail : IGuardrail
{
    public IReadOnlyCollection<FindingKind> Kinds => [];

    public ValueTask<Verdict> CheckAsync(Message message, CancellationToken cancellationToken) => Verdict.Pass;

    public override string ToString()
    {
        using var connection = new SqliteConnection("Data Source=:memory:;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT 6 * 7";
        return $"{command.ExecuteScalar()}";
    }
}
