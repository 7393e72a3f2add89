using Rhodes.Core.Contract;
using Rhodes.Core.Lending;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.Control;

/// <summary>The lending desk's step.</summary>
public sealed partial class ControlCore
{
    /// <summary>
    /// Lends what is idle: always to the borrower that has the least for its weight, in the order of its own queue, passing
    /// over what does not fit.
    /// </summary>
    private void Lend()
    {
        if (!State.MayLend) return;
        var desks = State.Tenants.Select(tenant => new Desk(tenant)).Where(desk => desk.Tenant.Borrowing.Count > 0).ToList();
        while (desks.Count > 0 && State.Pools.Any(pool => pool.Lendable.FreeDevices > 0))
        {
            var desk = desks[0];
            foreach (var other in desks)
                if (other.IsFurtherBehind(desk)) desk = other;
            if (!TryLendNext(desk)) desks.Remove(desk);
        }

        State.MarkLent();
    }

    private bool TryLendNext(Desk desk)
    {
        while (desk.Place < desk.Tenant.Borrowing.Count)
        {
            var job = State.JobOf(new(desk.Tenant.Index, desk.Tenant.Borrowing[desk.Place]));
            if (!desk.DoesNotFit.Contains(job.Shape) && FindLoan(job) is var (place, speed))
            {
                AttemptId attempt = new(job.Id, job.Attempts + 1);
                Emit(new AttemptPlaced(attempt, Claim.Loan, place, speed));   // and so it leaves the queue
                Emit(new AttemptLaunched(attempt, Progress.ResumeFromMs(job.Spec.Checkpoint, job.KeptMs, speed)));
                return true;
            }

            desk.DoesNotFit.Add(job.Shape);
            desk.Place++;
        }

        return false;
    }

    /// <summary>Behind its own idle cells first, then where nobody is promised anything before it is over, then anywhere.</summary>
    private (NodeShare[] Place, int Speed)? FindLoan(Job job) =>
        LoanPlacement.Find(State.Pools, job.Spec, job.Id.Tenant, LoanGround.Own, State.Now)
        ?? LoanPlacement.Find(State.Pools, job.Spec, job.Id.Tenant, LoanGround.Safe, State.Now)
        ?? LoanPlacement.Find(State.Pools, job.Spec, job.Id.Tenant, LoanGround.Any, State.Now);

    /// <summary>How far one borrower's queue has been looked through.</summary>
    private sealed class Desk(TenantState tenant)
    {
        public TenantState Tenant { get; } = tenant;

        public int Place { get; set; }

        public HashSet<int> DoesNotFit { get; } = [];

        public bool IsFurtherBehind(Desk other) =>
            (Int128)Tenant.Borrowed * other.Tenant.Spec.Weight < (Int128)other.Tenant.Borrowed * Tenant.Spec.Weight;
    }
}
