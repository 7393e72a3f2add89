using System.CommandLine;

namespace Rhodes.Cli.Commands;
internal static class ExplainCommand { public static Command Create(Terminal terminal) => new("explain"); }
