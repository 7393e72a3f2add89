using System.CommandLine;
using Rhodes.Core.Model;

namespace Rhodes.Cli.Completion;

/// <summary><c>rhodes completion SHELL</c>: a script that lets a shell complete commands and options.</summary>
internal static class CompletionCommand
{
    private static readonly Dictionary<string, Func<IReadOnlyList<CommandWords>, string>> Shells = new(StringComparer.Ordinal)
    {
        ["bash"] = BashScript.Of, ["fish"] = FishScript.Of, ["zsh"] = ZshScript.Of,
    };

    public static Command Create(RootCommand root, Terminal terminal)
    {
        Argument<string> shell = new("SHELL") { Description = "bash, zsh or fish." };
        shell.CompletionSources.Add([.. Shells.Keys]);
        Command command = new("completion", "Print a script that lets a shell complete commands and options.") { shell };
        HelpWithExample.AddTo(command, "source <(rhodes completion bash)", "rhodes completion zsh > \"${fpath[1]}/_rhodes\"", "rhodes completion fish > ~/.config/fish/completions/rhodes.fish");
        command.SetAction(parsed =>
        {
            var name = parsed.GetRequiredValue(shell);
            if (!Shells.TryGetValue(name, out var script))
                return terminal.Refuse($"SHELL: '{Client.Plain.Text(name)}'; expected bash, zsh or fish{(NearestName.Of(name, Shells.Keys) is { } near ? $"; did you mean '{near}'?" : "")}");
            terminal.Out.Write(script(CommandWords.Of(root)));
            return ExitCodes.Done;
        });
        return command;
    }
}
