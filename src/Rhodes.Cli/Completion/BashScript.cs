namespace Rhodes.Cli.Completion;

/// <summary>Completion for bash 3.2 and later: words that are known when it is printed, and files where none is.</summary>
internal static class BashScript
{
    public static string Of(IReadOnlyList<CommandWords> commands)
    {
        var paths = string.Join('|', commands.Skip(1).Select(command => $"'{command.Path}'"));
        var cases = string.Concat(commands.Select(Case));
        return $$"""
            # Completion of rhodes {{Application.Version}} for bash: source <(rhodes completion bash)
            _rhodes() {
              local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} path=rhodes words='' values='' i word
              COMPREPLY=()
              for ((i = 1; i < COMP_CWORD; i++)); do
                word=${COMP_WORDS[i]}
                [ "$word" = -- ] && return
                case "$path $word" in
                  {{paths}}) path="$path $word" ;;
                esac
              done
              case "$path" in
            {{cases}}  esac
              case "$cur" in
                -*) COMPREPLY=($(compgen -W "$words" -- "$cur")) ;;
                *) COMPREPLY=($(compgen -W "$values" -- "$cur")) ;;
              esac
            }
            complete -o default -F _rhodes rhodes

            """;
    }

    private static string Case(CommandWords command)
    {
        var values = string.Join("", command.Values.Where(each => each.Value.Count > 0).Select(each => $"\n        {each.Key}) words='' values='{string.Join(' ', each.Value)}' ;;"));
        var free = command.Values.Where(each => each.Value.Count == 0).Select(each => each.Key).ToList();
        var rest = free.Count == 0 ? "" : $"\n        {string.Join('|', free)}) words='' values='' ;;";
        var inner = values.Length + rest.Length == 0 ? "" : $"\n      case \"$prev\" in{values}{rest}\n      esac";
        return $"    '{command.Path}')\n      words='{string.Join(' ', command.Options.Select(option => option.Text))}'\n"
            + $"      values='{string.Join(' ', command.Commands.Select(each => each.Text).Concat(command.Arguments))}'{inner} ;;\n";
    }
}
