using Rhodes.Core.Model;
using Rhodes.Engines.Local;

namespace Rhodes.Engines.Tests;

#pragma warning disable CA1001 // given back in DisposeAsync, as xunit has it
public sealed class LocalEngineConformance : EngineConformance
#pragma warning restore CA1001
{
    private readonly ScratchFolder _folder = new();

    private string Released => _folder.File("released");

    protected override IEngine Make() => new LocalEngine(Sample.Settings(_folder));

    /// <summary>Each says that it began, in a line of its output.</summary>
    protected override IReadOnlyList<string> Program(Behaviour behaviour) => ["/bin/sh", "-c", behaviour switch
    {
        Behaviour.Ends => "echo begun",
        Behaviour.Fails => "echo begun; exit 3",
        Behaviour.Saves => "trap 'exit 0' TERM; echo begun; while :; do sleep 0.05; done",
        Behaviour.Breaks => "trap 'exit 4' TERM; echo begun; while :; do sleep 0.05; done",
        Behaviour.Stays => "trap '' TERM; echo begun; while :; do sleep 0.05; done",
        Behaviour.LastFails => "echo begun; [ $RANK -ne $((WORLD_SIZE - 1)) ] || exit 3; while :; do sleep 0.05; done",
        _ => $"echo begun; until [ -e {Released} ]; do sleep 0.05; done",
    }];

    protected override int Begun(AttemptId attempt) => Machine.Outputs(_folder, attempt).Sum(text => text.Split("begun").Length - 1);

    protected override int Alive(AttemptId attempt) => Machine.Living(_folder, attempt);

    protected override void Release() => File.WriteAllText(Released, "");

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        Machine.EndAll(_folder);
        _folder.Dispose();
    }
}
