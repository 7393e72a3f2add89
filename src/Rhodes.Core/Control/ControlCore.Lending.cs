using Rhodes.Core.Contract;
using Rhodes.Core.Lending;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.Control;

/// <summary>The lending desk's step.</summary>
public sealed partial class ControlCore
{
    private readonly LoanPlacement _loanPlacement = new();
    private readonly List<TenantState> _borrowers = [];

    /// <summary>
    /// Lends what is idle: always to the borrower that has the least for its weight, in the order of its own queue, passing
    /// over what does not fit. When nothing became idle, only to those who just asked, and to gangs of several groups.
    /// </summary>
    private void Lend()
    {
        for (var onlyNew = !State.MayLend; LendOnce(onlyNew) && DoesGangOfSeveralGroupsAsk(); onlyNew = true) { }   // it may fit beside what was just lent
        foreach (var tenant in State.Tenants) tenant.Borrowing.End();
        State.MarkLent();
    }

    /// <returns>Whether anything was lent.</returns>
    private bool LendOnce(bool onlyNew)
    {
        _borrowers.Clear();
        foreach (var tenant in State.Tenants)
        {
            if (tenant.Borrowing.Count == 0 || (onlyNew && !tenant.Borrowing.MayFit)) continue;
            tenant.Borrowing.Begin(onlyNew);
            _borrowers.Add(tenant);
        }

        var anyLent = false;
        while (_borrowers.Count > 0 && IsAnyIdle())
        {
            var borrower = _borrowers[0];
            foreach (var other in _borrowers)
                if (IsFurtherBehind(other, borrower)) borrower = other;
            if (TryLendNext(borrower)) anyLent = true;
            else _borrowers.Remove(borrower);
        }

        return anyLent;
    }

    private bool DoesGangOfSeveralGroupsAsk()
    {
        foreach (var tenant in State.Tenants)
            if (tenant.Borrowing.AnyOfSeveralGroups) return true;
        return false;
    }

    private bool IsAnyIdle()
    {
        foreach (var pool in State.Pools)
            if (pool.Lendable.FreeDevices > 0) return true;
        return false;
    }

    private bool TryLendNext(TenantState tenant)
    {
        while (tenant.Borrowing.TryNext(out var number, out var shape))
        {
            var job = State.JobOf(new(tenant.Index, number));
            if (_loanPlacement.Find(State.Pools, job.Spec, tenant.Index, State.Now, State.TenureTimers.NextOpening) is not var (place, speed)) continue;
            AttemptId attempt = new(job.Id, job.Attempts + 1);
            Emit(new AttemptPlaced(attempt, Claim.Loan, place, speed));   // and so it leaves the queue
            Emit(new AttemptLaunched(attempt, Progress.ResumeFromMs(job.Spec.Checkpoint, job.KeptMs, speed)));
            tenant.Borrowing.GoOn(shape);
            return true;
        }

        return false;
    }

    private static bool IsFurtherBehind(TenantState one, TenantState other) =>
        (Int128)one.Borrowed * other.Spec.Weight < (Int128)other.Borrowed * one.Spec.Weight;
}
