namespace Gateway.Testing.Harness;

/// <summary>The answer that a lambda of the test gives to a request.</summary>
internal static class LambdaAnswer
{
    /// <summary>The line with the answer. What the lambda throws is an error, as a real peer's would be: nobody may wait for ever.</summary>
    public static string To(string id, string method, Func<TestMessage> answer)
    {
        try
        {
            return answer().AnswerTo(id);
        }
        catch (Exception exception)
        {
            return TestMessage.Error(exception.Message, method: method).AnswerTo(id);
        }
    }
}
