namespace Gateway.Detection.Judging;

/// <summary>How a value is assigned to its name, from what says most to what says least.</summary>
public enum ValueSyntax
{
    /// <summary>Not assigned.</summary>
    None,

    /// <summary>The value of a property: <c>{"password": "…"}</c> as a message has it.</summary>
    Property,

    /// <summary>In quotes: <c>password = "…"</c>, <c>"password": "…"</c>.</summary>
    Quoted,

    /// <summary>In quotes, of a call: <c>setPassword("…")</c>, <c>("password", "…")</c>.</summary>
    Argument,

    /// <summary>Without quotes after an operator: <c>PASSWORD=…</c>, <c>password: …</c>, <c>&lt;password&gt;…</c>.</summary>
    Bare,

    /// <summary>After a flag: <c>--password …</c>.</summary>
    Flag,

    /// <summary>In a sentence: <c>the password is …</c>, <c>password …</c>.</summary>
    Prose,
}
