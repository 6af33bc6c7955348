using System.CommandLine;

namespace Gateway.Host.Commands.Guardrails;

/// <summary><c>guardrails</c>: how good they are, what they do to a text, and what they shall let pass.</summary>
internal static class GuardrailsCommand
{
    public static Command Create(GatewayArguments gateway)
    {
        var guardrails = new Command("guardrails", "Score guardrails on labelled text, try them on a text, or let a value pass");
        guardrails.Subcommands.Add(EvalCommand.Create(gateway));
        guardrails.Subcommands.Add(TestCommand.Create(gateway));
        guardrails.Subcommands.Add(AllowCommand.Create(gateway));
        return guardrails;
    }
}
