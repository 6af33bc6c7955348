using System.Text;
using Gateway.Http.Endpoint;

namespace Gateway.Http.Tests.Endpoint;

public class AnswerStatusTests
{
    [TestCase("""{"jsonrpc":"2.0","id":1,"result":{"error":{"code":-32601}}}""", ExpectedResult = 200)]
    [TestCase("""{"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"m"}}""", ExpectedResult = 404)]
    [TestCase("""{"error":{"message":"m","code":-32020},"id":1,"jsonrpc":"2.0"}""", ExpectedResult = 400)]
    [TestCase("""{"jsonrpc":"2.0","id":1,"error":{"code":-32021,"message":"m"}}""", ExpectedResult = 400)]
    [TestCase("""{"jsonrpc":"2.0","id":1,"error":{"code":-32022,"message":"m"}}""", ExpectedResult = 400)]
    [TestCase("""{"jsonrpc":"2.0","id":1,"error":{"code":-32602,"message":"m"}}""", ExpectedResult = 200)]
    [TestCase("""{"jsonrpc":"2.0","id":1,"error":{"message":"m"}}""", ExpectedResult = 200)]
    [TestCase("""{"jsonrpc":"2.0","id":"\"error\"","result":{}}""", ExpectedResult = 200)]
    public int The_status_is_that_of_the_error(string answer) => AnswerStatus.Of(Encoding.UTF8.GetBytes(answer));
}
