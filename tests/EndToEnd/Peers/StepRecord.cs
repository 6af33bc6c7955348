using System.Text.Json.Nodes;

namespace EndToEnd.Peers;

/// <summary>What a step saw on the wire, in the form in which driver.mjs tells it.</summary>
internal sealed class StepRecord(JsonObject step)
{
    private readonly JsonArray _asked = [], _notes = [], _progress = [], _late = [];
    private bool _hasAnswer;

    /// <summary>The log level that its requests carry.</summary>
    public string? RequestLevel { get; init; }

    public void Add(JsonNode message)
    {
        var (method, parameters, result) = ((string?)message["method"], message["params"], message["result"] as JsonObject);
        lock (_asked)
        {
            if (method == "notifications/progress")
            {
                var progress = parameters!.DeepClone().AsObject();
                progress.Remove("progressToken");
                (_hasAnswer ? _late : _progress).Add(progress);
            }
            else if (method is not null && message["id"] is not null)
            {
                _asked.Add(Entry(method, parameters));
            }
            else if (method is not null and not "notifications/subscriptions/acknowledged")
            {
                _notes.Add(Entry(method, parameters));
            }
            else if ((string?)result?["resultType"] == "input_required")
            {
                foreach (var (_, asked) in result["inputRequests"]?.AsObject() ?? []) _asked.Add(Entry((string)asked!["method"]!, asked["params"]));
            }
            else if (method is null)
            {
                _hasAnswer = true;
            }
        }
    }

    public bool HasNote(string? method = null)
    {
        lock (_asked) return _notes.Any(note => method is null || (string?)note!["method"] == method);
    }

    public void Forget()
    {
        lock (_asked) _notes.Clear();
    }

    public JsonNode NextAnswer(string method)
    {
        lock (_asked)
        {
            if (step["answers"]?[method] is not JsonArray { Count: > 0 } answers) throw new InvalidOperationException($"nobody said what to answer to {method}");
            var answer = answers[0]!;
            answers.RemoveAt(0);
            return answer;
        }
    }

    public JsonObject Outcome(JsonNode? result, JsonObject? error)
    {
        lock (_asked)
        {
            var outcome = new JsonObject { ["name"] = (string?)step["name"], ["asked"] = _asked.DeepClone(), ["notes"] = _notes.DeepClone(), ["progress"] = _progress.DeepClone(), ["late"] = _late.DeepClone() };
            if (error is null) outcome["result"] = result?.DeepClone();
            else outcome["error"] = error;
            return outcome;
        }
    }

    private static JsonObject Entry(string method, JsonNode? parameters) => new() { ["method"] = method, ["params"] = parameters?.DeepClone() };
}
