using System.Text.Json;
using Gateway.Plugins.Xetrack.Settings;

namespace Gateway.Plugins.Xetrack.Rows;

/// <summary>A call as rows, as Lasso's tracer makes them: one for each content block, and one also when there is none.</summary>
internal sealed class CallRows(XetrackSettings settings, Columns columns)
{
    public void Add(CallRecord record, List<Row> rows)
    {
        using var arguments = JsonValues.Parse(record.Arguments);
        using var result = JsonValues.Parse(record.Result);
        var answer = new AnswerColumns(settings, columns);
        if (result is not null) answer.Read(record, result.RootElement);
        var time = record.Time.ToLocalTime().DateTime;
        if (answer.Blocks.Count == 0) rows.Add(Row(record, arguments, answer, [], time));
        for (var i = 0; i < answer.Blocks.Count; i++) rows.Add(Row(record, arguments, answer, answer.Blocks[i], time.AddMicroseconds(i)));
    }

    private static readonly object True = true;
    private static readonly object False = false;

    private Row Row(CallRecord record, JsonDocument? arguments, AnswerColumns answer, List<KeyValuePair<string, object?>> block, DateTime time)
    {
        var row = new Row { Time = time };
        row.Add("server_name", record.Server);
        row.Add("capability_type", record.Capability);
        row.Add("capability_name", record.CapabilityName ?? (record.Capability == "other" ? record.Method : null));
        var rest = AddArguments(row, arguments, record.Arguments);
        row.Add("response_type", answer.Type);
        row.Add("meta", answer.Meta);
        row.Add("isError", (answer.IsError ?? record.Outcome is not "ok") ? True : False);
        row.Add("call_id", record.Id);
        row.Add("content_type", null);
        row.Add("content_text", null);
        row.Add("content_annotations", null);
        foreach (var (column, value) in block) row.Set(column, value);
        row.AddAll(answer.Others);
        row.Add("outcome", record.Outcome);
        row.Add("session_id", record.Session);
        row.Add("client_name", record.ClientName);
        row.Add("client_version", record.ClientVersion);
        row.Add("gateway_ms", Math.Round(record.GatewayTime.TotalMilliseconds, 3));
        row.Add("server_ms", Math.Round(record.ServerTime.TotalMilliseconds, 3));
        row.Add("bytes_in", record.BytesIn);
        row.Add("bytes_out", record.BytesOut);
        row.Add("findings", FindingText.Of(record.Findings));
        row.Add("trace_id", record.TraceId);
        row.Add("arguments", rest);
        row.Add("response", answer.Rest);
        return row;
    }

    // What has no column of its own, as JSON.
    private string? AddArguments(Row row, JsonDocument? arguments, string? json)
    {
        if (arguments is not { RootElement.ValueKind: JsonValueKind.Object } || !settings.FlattensArguments) return json;
        var rest = new Rest();
        foreach (var argument in arguments.RootElement.EnumerateObject())
        {
            // Two that differ only in what a column's name cannot tell: the first has it.
            if (columns.OfArgument(argument.Name) is { } column && !row.Has(column)) row.Add(column, JsonValues.Of(argument.Value));
            else rest.Add(argument);
        }

        return rest.ToJson();
    }
}
