using Rhodes.Core.Model;

namespace Rhodes.Engines.Local;

/// <summary>Whether an attempt can be started here at all. What comes from outside is not trusted: parts of it become names of folders and lines of a shell.</summary>
internal static class LaunchCheck
{
    /// <returns>What is wrong; null: nothing.</returns>
    public static string? Fault(Launch launch, IReadOnlyList<LocalNode> nodes)
    {
        if (FaultOfName(launch.Tenant) is { } tenant) return $"its tenant's name {tenant}";
        if (launch.Attempt is not { Job: { Tenant: >= 0, Number: > 0 }, Ordinal: > 0 }) return $"'{launch.Attempt}' is no attempt";
        if (launch.Job.Run.Count == 0) return "it says no program to run: 'run' is missing";
        if (launch.Job.Run[0].Length == 0) return "the name of its program is empty";
        return FaultOfPlace(launch.Nodes, nodes) ?? FaultOfProgram(launch.Job);
    }

    private static string? FaultOfPlace(IReadOnlyList<NodeSlot> slots, IReadOnlyList<LocalNode> nodes)
    {
        if (slots.Count == 0) return "it has no nodes";
        foreach (var wanted in slots.GroupBy(slot => slot.Node, StringComparer.Ordinal))
        {
            if (nodes.FirstOrDefault(node => node.Name == wanted.Key) is not { } node) return $"this machine is no node '{wanted.Key}'";
            var devices = wanted.Sum(slot => slot.Demand.Devices);
            if (devices > node.Devices) return $"it wants {devices} devices of node '{node.Name}', which has {node.Devices}";
        }
        return null;
    }

    private static string? FaultOfProgram(JobSpec job)
    {
        if (job.Name.Any(char.IsControl)) return "its name has a control character in it";
        foreach (var word in job.Run)
            if (ProgramRules.FaultOfText(word) is { } fault) return $"its command line {fault}";
        if (job.Program?.Workdir is { } workdir && ProgramRules.FaultOfWorkdir(workdir) is { } path) return $"its workdir {path}";
        foreach (var (name, value) in job.Program?.Environment ?? [])
        {
            if (ProgramRules.FaultOfVariable(name) is { } fault) return $"a name in its environment {fault}";
            if (ProgramRules.FaultOfText(value) is { } text) return $"'{name}' in its environment {text}";
        }
        return null;
    }

    private static string? FaultOfName(string name)
    {
        if (name.Length is 0 or > 128) return "is empty or longer than 128 letters";
        if (!char.IsAsciiLetterOrDigit(name[0])) return "does not start with a letter or a digit";
        return name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.')
            ? null : "has something else in it than letters, digits, '-', '_' and '.'";
    }
}
