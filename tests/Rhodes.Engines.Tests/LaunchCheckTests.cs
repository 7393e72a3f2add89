using Rhodes.Core.Model;
using Rhodes.Engines.Local;

namespace Rhodes.Engines.Tests;

/// <summary>Parts of a launch become names of folders and lines of a shell, so they are looked at again.</summary>
public sealed class LaunchCheckTests
{
    private static readonly LocalNode[] Nodes = [new("a", 2, []), new("b", 2, [])];

    private static readonly Launch Sound = Sample.Shell(1, "true");

    public static TheoryData<string, string> Wrong => new()
    {
        { "tenant ../../etc", "its tenant's name does not start with a letter or a digit" },
        { "tenant a/b", "its tenant's name has something else in it than letters, digits, '-', '_' and '.'" },
        { "tenant a\nb", "its tenant's name has something else in it than letters, digits, '-', '_' and '.'" },
        { "tenant ", "its tenant's name is empty or longer than 128 letters" },
        { "job -1", "'0.-1#1' is no attempt" },
        { "name a\u001b[2J", "its name has a control character in it" },
        { "run ", "it says no program to run: 'run' is missing" },
        { "word a\0b", "its command line has the control character 0 in it" },
        { "workdir /srv\n", "its workdir has the control character 10 in it" },
        { "workdir /srv/../etc", "its workdir has '..' in it" },
        { "variable A=B", "a name in its environment has '=' in it" },
        { "variable A;id", "a name in its environment has ';' in it" },
        { "variable RHODES_JOB", "a name in its environment starts with RHODES_, which Rhodes sets itself" },
        { "value \0", "'A' in its environment has the control character 0 in it" },
        { "node c", "this machine is no node 'c'" },
        { "devices 3", "it wants 3 devices of node 'a', which has 2" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_wrong_is_said(string change, string fault) => Assert.Equal(fault, LaunchCheck.Fault(Changed(change), Nodes));

    [Fact]
    public void What_is_sound_passes() => Assert.Null(LaunchCheck.Fault(Sound, Nodes));

    private static Launch Changed(string change)
    {
        var space = change.IndexOf(' ', StringComparison.Ordinal);
        var value = change[(space + 1)..];
        return change[..space] switch
        {
            "tenant" => Sound with { Tenant = value },
            "job" => Sound with { Attempt = new(new(0, -1), 1) },
            "name" => Sound with { Job = Sound.Job with { Name = value } },
            "run" => Sound with { Job = Sound.Job with { Run = [] } },
            "word" => Sound with { Job = Sound.Job with { Run = ["/bin/true", value] } },
            "workdir" => Sound with { Job = Sound.Job with { Program = new ProgramSpec { Workdir = value } } },
            "variable" => Sound with { Job = Sound.Job with { Program = new ProgramSpec { Environment = [new(value, "x")] } } },
            "value" => Sound with { Job = Sound.Job with { Program = new ProgramSpec { Environment = [new("A", value)] } } },
            "node" => Sound with { Nodes = [new(value, new NodeDemand(1, 1, 1))] },
            _ => Sound with { Nodes = [new("a", new NodeDemand(2, 1, 1)), new("a", new NodeDemand(1, 1, 1))] },
        };
    }
}
